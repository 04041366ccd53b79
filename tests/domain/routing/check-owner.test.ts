import { describe, expect, it } from 'vitest';
import type { Absence } from '#domain/routing/absence.ts';
import { checkOwner } from '#domain/routing/check-owner.ts';
import type { OwnerPatch } from '#domain/routing/owner.ts';
import { instantAt } from '#tests/support/instants.ts';
import { ANA, BEN, CLEO, MAY } from '#tests/support/people.ts';

const away = (from: number, to: number, delegateId?: string): Absence => ({
  from: instantAt(from),
  to: instantAt(to),
  ...(delegateId === undefined ? {} : { delegateId }),
});

/** What is wrong with an edit of Ana, given the absences of the others. */
function refusals(patch: OwnerPatch, absences: Readonly<Record<string, readonly Absence[]>> = {}, id = ANA) {
  const known = {
    owner: (ownerId: string) =>
      [ANA, BEN, CLEO].includes(ownerId) ? { outOfOffice: absences[ownerId] ?? [] } : undefined,
    hasCalendar: (calendarId: string) => calendarId === 'cal_1',
  };
  return checkOwner(patch, known, id).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the references of an owner', () => {
  it('may be to anybody and anything that is there, or to nothing', () => {
    expect(refusals({})).toEqual([]);
    expect(refusals({ managerId: BEN, calendarId: 'cal_1', outOfOffice: [away(0, 9, CLEO), away(4, 8)] })).toEqual([]);
    expect(refusals({ calendarId: null, capacity: null, managerId: null, email: null })).toEqual([]);
  });

  it('are refused where they lead nowhere or to oneself, all of them at once', () => {
    const outOfOffice = [away(0, 9, ANA), away(0, 9, BEN), away(0, 9, MAY)];
    expect(refusals({ managerId: MAY })).toEqual(['/managerId unknown_owner']);
    expect(refusals({ managerId: ANA, calendarId: 'cal_2', outOfOffice })).toEqual([
      '/managerId self_reference',
      '/calendarId unknown_calendar',
      '/outOfOffice/0/delegateId self_reference',
      '/outOfOffice/2/delegateId unknown_owner',
    ]);
  });

  it('are refused beside a window that ends before it begins, which is no circle in itself', () => {
    expect(refusals({ outOfOffice: [away(9, 9, MAY), away(9, 0, BEN)] }, { [BEN]: [away(0, 9, ANA)] })).toEqual([
      '/outOfOffice/0/to invalid',
      '/outOfOffice/0/delegateId unknown_owner',
      '/outOfOffice/1/to invalid',
    ]);
  });

  it('are refused where delegates lead back while all of them are away, over any number of hops', () => {
    const outOfOffice = [away(10, 30, BEN)];
    expect(refusals({ outOfOffice }, { [BEN]: [away(20, 40, ANA)] })).toEqual([
      '/outOfOffice/0/delegateId cyclic_delegates',
    ]);
    expect(refusals({ outOfOffice }, { [BEN]: [away(20, 40, CLEO)], [CLEO]: [away(29, 31, ANA)] })).toEqual([
      '/outOfOffice/0/delegateId cyclic_delegates',
    ]);
  });

  it('may let people stand in for each other by turns', () => {
    const outOfOffice = [away(10, 30, BEN)];
    expect(refusals({ outOfOffice }, { [BEN]: [away(30, 40, ANA)] })).toEqual([]);
    expect(refusals({ outOfOffice }, { [BEN]: [away(20, 40, CLEO)], [CLEO]: [away(30, 50, ANA)] })).toEqual([]);
    expect(refusals({ outOfOffice }, { [BEN]: [away(20, 25, CLEO)], [CLEO]: [away(25, 50, ANA)] })).toEqual([]);
  });

  it('are not refused for a circle among others, which is not of this owner', () => {
    const circle = { [BEN]: [away(0, 50, CLEO)], [CLEO]: [away(0, 50, BEN)] };
    expect(refusals({ outOfOffice: [away(10, 30, BEN)] }, circle)).toEqual([]);
  });

  it('say from when on delegates would lead back, and by which way', () => {
    const known = { owner: () => ({ outOfOffice: [away(20, 40, ANA)] }), hasCalendar: () => true };
    const [violation] = checkOwner({ outOfOffice: [away(10, 30, BEN)] }, known, ANA);
    expect(violation?.details).toEqual({ from: instantAt(20), owners: [BEN, ANA] });
  });
});
