import { beforeEach, describe, expect, it } from 'vitest';
import type { Handoff } from '#domain/handoff/state.ts';
import { epochOf, instantFromEpoch } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { noteHandoff } from '#services/handoff/note-handoff.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { getJourney, MAX_EVENTS, MAX_HANDOFFS } from '#services/journey/get-journey.ts';
import { type Staff, staff } from '../support/staff.ts';

let team: Staff;
let contractId: string;
let ana: string;
beforeEach(async () => {
  team = staff();
  ana = await team.owner({ name: 'Ana' });
  contractId = await team.contract({ routing: { rules: [], fallback: { ownerId: ana } } });
});

function later(seconds = 60): CallContext {
  team.clock.now = instantFromEpoch(epochOf(team.clock.now) + seconds * 1000);
  return team.context();
}

const SUBJECT = { type: 'account', id: 'acme' };

async function submit(packet: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return (await submitHandoff(later(), { contractId, subject: SUBJECT, packet })).id;
}

describe('a journey', () => {
  it('is of the latest handoffs, oldest first, and says that older ones are left out', async () => {
    const ids: string[] = [];
    for (let count = 0; count < MAX_HANDOFFS; count++) ids.push(await submit());
    const all = await getJourney(team.context(), SUBJECT);
    expect(all.handoffs.map(({ handoffId }) => handoffId)).toEqual(ids);
    expect(all.complete).toBe(true);
    ids.push(await submit());
    const latest = await getJourney(team.context(), SUBJECT);
    expect(latest.handoffs.map(({ handoffId }) => handoffId)).toEqual(ids.slice(1));
    expect(latest).toMatchObject({ complete: false, totals: { handoffs: MAX_HANDOFFS } });
  });

  it('fits into an answer, whatever the packets are called inside', async () => {
    const name = (index: number) => `${String(index).padStart(3, '0')}${'\u0001'.repeat(200)}`;
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [name(index), index]));
    for (let count = 0; count < 40; count++) await submit(wide);
    const journey = await getJourney(team.context(), SUBJECT);
    expect(Buffer.byteLength(JSON.stringify(journey))).toBeLessThan(5 * 1024 * 1024);
    expect(journey.complete).toBe(false);
    expect(journey.handoffs.length).toBeGreaterThan(0);
  });

  it('leaves out one that has too many events by itself, and is refused where there is no other', async () => {
    const [first, long, last] = [await submit(), await submit(), await submit()];
    const context = team.context();
    const { handoffs } = context.stores;
    const getMany = handoffs.getMany.bind(handoffs);
    // as if so much had happened to it
    const withLong = (state: Handoff) => (state.id === long ? { ...state, version: MAX_EVENTS + 1 } : state);
    handoffs.getMany = async (ids) => (await getMany(ids)).map(withLong);
    const { complete, handoffs: legs } = await getJourney(context, SUBJECT);
    expect([complete, legs.map(({ handoffId }) => handoffId)]).toEqual([false, [first, last]]);
    handoffs.getMany = async (ids) => (await getMany(ids)).filter(({ id }) => id === long).map(withLong);
    await expect(getJourney(context, SUBJECT)).rejects.toMatchObject({
      code: 'validation_failed',
      violations: [{ pointer: '/path/id', code: 'too_many_events' }],
    });
  });

  it('is as of now: who has it has it until now, and a note changes nothing', async () => {
    const id = await submit();
    const before = await getJourney(later(3_600), SUBJECT);
    expect(before.handoffs[0]?.holders).toMatchObject([{ party: 'receiver', ownerId: ana, to: null, seconds: 3_600 }]);
    await noteHandoff(team.context(), id, { text: 'Called them' });
    expect((await getJourney(team.context(), SUBJECT)).handoffs).toEqual(before.handoffs);
    await acceptHandoff(team.context(), id, {});
    const { time } = (await getJourney(later(60), SUBJECT)).totals;
    expect(time).toMatchObject({ lostSeconds: 3_600, workedSeconds: 60 });
  });

  it('tells owners by name', async () => {
    await submit();
    expect((await getJourney(later(), SUBJECT)).narrative[1]).toContain('It was with Ana for 1 minute.');
  });

  it('is not there where there is no handoff', async () => {
    await submit();
    for (const subject of [
      { ...SUBJECT, id: 'globex' },
      { ...SUBJECT, type: 'lead' },
    ]) {
      await expect(getJourney(team.context(), subject)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
