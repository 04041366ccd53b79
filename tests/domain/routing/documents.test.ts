import { describe, expect, it } from 'vitest';
import { type Owner, ownerInputSchema, ownerPatchSchema, ownerSchema, patchOwner } from '#domain/routing/owner.ts';
import { patchQueue, type Queue, queueInputSchema, queuePatchSchema, queueSchema } from '#domain/routing/queue.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { ANA, BEN, QUEUE } from '#tests/support/people.ts';

const CALENDAR = `cal_${'0'.repeat(26)}`;
const born = { version: 1, createdAt: BIRTH, updatedAt: BIRTH };

const problems = (result: { error?: { issues: readonly { path: PropertyKey[] }[] } | undefined }) =>
  result.error?.issues.map(({ path }) => path.join('/')) ?? [];

describe('an owner', () => {
  const window = (from: string, to: string) => ({ from, to });
  const accepts = (members: object) => problems(ownerInputSchema().safeParse({ name: 'Ana', ...members }));

  it('is active, never away, without limit and around the clock unless it says otherwise', () => {
    expect(ownerInputSchema().parse({ name: 'Ana' })).toEqual({ name: 'Ana', active: true, outOfOffice: [] });
  });

  it('may carry between 0 and 10000 handoffs', () => {
    expect([0, 10_000].flatMap((capacity) => accepts({ capacity }))).toEqual([]);
    expect([-1, 10_001, 1.5, '3', null].flatMap((capacity) => accepts({ capacity }))).toEqual(
      Array(5).fill('capacity'),
    );
  });

  it('is away in up to 50 windows; whether each ends after it began is told with all that the check finds', () => {
    const [day, next] = ['2026-12-01T00:00:00Z', '2026-12-02T00:00:00Z'];
    expect(accepts({ outOfOffice: Array(50).fill(window(day, next)) })).toEqual([]);
    expect(accepts({ outOfOffice: Array(51).fill(window(day, next)) })).toEqual(['outOfOffice']);
    expect(accepts({ outOfOffice: [window(next, day)] })).toEqual([]);
    expect(accepts({ outOfOffice: [window('tomorrow', next)] })).toEqual(['outOfOffice/0/from']);
  });

  it('keeps the instants of absences in one form, so that they compare as text', () => {
    const { outOfOffice } = ownerInputSchema().parse({
      name: 'Ana',
      outOfOffice: [window('2026-12-01T01:30:00+01:00', '2026-12-01T00:31:00Z')],
    });
    expect(outOfOffice).toEqual([window('2026-12-01T00:30:00.000Z', '2026-12-01T00:31:00.000Z')]);
  });

  it('that was stored before there were calendars, capacities and absences can still be read', () => {
    const stored = { ...born, id: ANA, name: 'Ana', active: true };
    expect(ownerSchema().parse(stored)).toEqual(stored);
  });

  it('is patched member by member; null takes a calendar or a capacity away, and nothing has a default', () => {
    const owner: Owner = { ...born, id: ANA, name: 'Ana', active: true, calendarId: CALENDAR, capacity: 3 };
    expect(ownerPatchSchema().parse({})).toEqual({});
    const { calendarId: _calendar, ...without } = owner;
    const patch = ownerPatchSchema().parse({ calendarId: null, capacity: 5 });
    expect(patchOwner(owner, patch)).toEqual({ ...without, capacity: 5 });
  });
});

describe('a queue', () => {
  const accepts = (members: object) => problems(queueInputSchema().safeParse({ name: 'Onboarding', ...members }));

  it('is claimed from, without members and fallback, unless it says otherwise', () => {
    expect(queueInputSchema().parse({ name: 'Onboarding' })).toEqual({
      name: 'Onboarding',
      strategy: 'manual',
      members: [],
    });
  });

  it('weighs its members by whole numbers, and 1 if it does not say; their bounds are told with all that the check finds', () => {
    const members = (...weights: unknown[]) => ({ members: weights.map((weight) => ({ ownerId: ANA, weight })) });
    expect(accepts(members(1, 100))).toEqual([]);
    expect(accepts(members(0, 101, 1.5, '1'))).toEqual(['members/2/weight', 'members/3/weight']);
    const { members: parsed } = queueInputSchema().parse({ name: 'Onboarding', members: [{ ownerId: ANA }] });
    expect(parsed).toEqual([{ ownerId: ANA, weight: 1 }]);
  });

  it('has at most 200 members, and one of the four strategies', () => {
    expect(accepts({ members: Array(200).fill({ ownerId: ANA }) })).toEqual([]);
    expect(accepts({ members: Array(201).fill({ ownerId: ANA }) })).toEqual(['members']);
    expect(accepts({ strategy: 'random' })).toEqual(['strategy']);
  });

  it('that was stored before there were weights and fallbacks can still be read', () => {
    const stored = { ...born, id: QUEUE, name: 'Onboarding', strategy: 'manual', members: [{ ownerId: ANA }] };
    expect(queueSchema().parse(stored)).toEqual(stored);
  });

  it('is patched member by member; null takes the fallback away, and nothing has a default', () => {
    const queue: Queue = { ...born, id: QUEUE, name: 'Onboarding', strategy: 'weighted', members: [] };
    expect(queuePatchSchema().parse({})).toEqual({});
    const patch = queuePatchSchema().parse({ fallback: null, name: 'Renewals' });
    expect(patchQueue({ ...queue, fallback: { ownerId: BEN } }, patch)).toEqual({ ...queue, name: 'Renewals' });
  });
});
