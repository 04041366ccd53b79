import { describe, expect, it } from 'vitest';
import { type Dimension, nameOfCell } from '#domain/metrics/cell.ts';
import { contractFacts } from '#domain/metrics/contract-facts.ts';
import { type Counters, NO_COUNTERS } from '#domain/metrics/counters.ts';
import { quantile } from '#domain/metrics/histogram.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody, FIX_CLOCK, REJECTION_REASONS } from '#tests/support/contracts.ts';
import {
  ACCEPT,
  COMPLETE,
  type Life,
  misroutedTo,
  REJECT,
  RESUBMIT,
  reassignTo,
  submit,
} from '#tests/support/handoffs.ts';
import { BIRTH, DAY, HOUR, on } from '#tests/support/instants.ts';
import { ANA, BEN, MAY, QUEUE } from '#tests/support/people.ts';

const CONTRACT = 'ctr_00000000000000000000000001';
const OFFICE = 'cal_00000000000000000000000001';
const BODY = contractBody({
  packet: { schema: { type: 'object', properties: { goals: {}, stakeholders: {} } } },
  clocks: [ACCEPT_CLOCK, COMPLETE_CLOCK, FIX_CLOCK],
  milestones: ['first_meeting'],
  rejectionReasons: [...REJECTION_REASONS],
});

function born(parts: Partial<Parameters<typeof submit>[0]> = {}): Life {
  return submit({ body: BODY, command: { sender: { ownerId: MAY } }, ...parts });
}

/** What is counted on a day of one dimension: the contract, unless it is said. */
function dayOf(life: Life, day: string, dimension?: Dimension, time: WorkingTime = AROUND_THE_CLOCK): Counters {
  const { body } = life.terms;
  const facts = { contract: () => contractFacts(body), workingTime: () => time };
  const cell = { day, dimension: dimension ?? { kind: 'contract' as const, contractId: CONTRACT, version: 1 } };
  return tallyOf(life.events, facts, 'UTC').get(nameOfCell(cell))?.counters ?? NO_COUNTERS;
}

const owner = (ownerId: string): Dimension => ({ kind: 'owner', contractId: CONTRACT, ownerId });
const queue = (queueId: string): Dimension => ({ kind: 'queue', contractId: CONTRACT, queueId });
const plain = (counted: ReadonlyMap<string, number>) => Object.fromEntries(counted);
const runs = (counters: Counters, clock: string) => plain(counters.clocks.get(clock)?.counts ?? new Map());

describe('a handoff that is accepted and completed', () => {
  const life = born().command(HOUR, ACCEPT).command(DAY, COMPLETE);

  it('counts each fact on the day of it', () => {
    expect(plain(dayOf(life, '2026-11-23').counts)).toEqual({ submitted: 1, assigned: 1, accepted: 1 });
    expect(plain(dayOf(life, '2026-11-24').counts)).toEqual({ completed: 1 });
    expect(runs(dayOf(life, '2026-11-23'), 'accept')).toEqual({ started: 1, met: 1 });
    expect(runs(dayOf(life, '2026-11-24'), 'complete')).toEqual({ met: 1 });
  });

  it('has the durations of a clock on the day it stopped', () => {
    const accept = dayOf(life, '2026-11-23').clocks.get('accept');
    expect((quantile(accept?.working ?? new Map(), 0.5) ?? 0) / HOUR).toBeCloseTo(1, 1);
    expect(dayOf(life, '2026-11-23').clocks.get('complete')?.working.size).toBe(0);
    expect(dayOf(life, '2026-11-24').clocks.get('complete')?.working.size).toBe(1);
  });

  it('splits its time into that before the acceptance, which is lost, and that after it', () => {
    expect(plain(dayOf(life, '2026-11-23').time)).toEqual({ 'waiting:receiver': HOUR * 1000 });
    expect(plain(dayOf(life, '2026-11-24').time)).toEqual({ 'worked:receiver': (DAY - HOUR) * 1000 });
  });
});

describe('a breach', () => {
  const late = born().command(2 * DAY, ACCEPT);

  it('counts on the day on which the clock was due, and its duration on the day on which it stopped', () => {
    expect(runs(dayOf(late, '2026-11-23'), 'accept')).toEqual({ started: 1, breached: 1 });
    expect(runs(dayOf(late, '2026-11-25'), 'accept')).toEqual({ closedLate: 1 });
  });

  it('is excused on its own day, for the one who had it then', () => {
    const moved = born().command(DAY, reassignTo({ ownerId: BEN }));
    const excused = moved.command(3 * DAY, { type: 'excuse', clock: 'accept', reason: 'A holiday' });
    expect(runs(dayOf(excused, '2026-11-23'), 'accept')).toEqual({ started: 1, breached: 1, excused: 1 });
    expect(runs(dayOf(excused, '2026-11-23', owner(ANA)), 'accept')).toMatchObject({ excused: 1 });
    expect(dayOf(excused, '2026-11-26', owner(BEN)).clocks.size).toBe(0);
  });
});

describe('a rejection', () => {
  const life = born().command(HOUR, { ...REJECT, fields: ['/goals/0/name', '/goals', '/colour'] });

  it('counts for its reason and class, and once for each field of the packet, or for others', () => {
    const counters = dayOf(life, '2026-11-23');
    expect(plain(counters.counts)).toMatchObject({ rejected: 1, firstRejected: 1 });
    expect(plain(counters.reasons)).toEqual({ missing_goals: 1 });
    expect(plain(counters.classes)).toEqual({ clerical: 1 });
    expect(plain(counters.fields)).toEqual({ '/goals': 1, other: 1 });
  });

  it('counts for the receiver who rejected, and meets their accept clock', () => {
    expect(plain(dayOf(life, '2026-11-23', owner(ANA)).counts)).toMatchObject({ rejected: 1 });
    expect(runs(dayOf(life, '2026-11-23', owner(ANA)), 'accept')).toMatchObject({ met: 1 });
  });

  it('leaves the time until it is put right, and the clock for that, with the sender', () => {
    const again = life.command(3 * HOUR, RESUBMIT);
    expect(plain(dayOf(again, '2026-11-23', owner(MAY)).counts)).toEqual({ resubmitted: 1 });
    expect(plain(dayOf(again, '2026-11-23', owner(MAY)).rerequested)).toEqual({ '/goals': 1 });
    expect(runs(dayOf(again, '2026-11-23', owner(MAY)), 'fix')).toMatchObject({ met: 1 });
    expect(plain(dayOf(again, '2026-11-23').time)).toMatchObject({ 'rework:sender': 2 * HOUR * 1000 });
  });

  it('leaves what begins with the next attempt to its receiver', () => {
    const again = dayOf(life.command(3 * HOUR, RESUBMIT), '2026-11-23', owner(ANA));
    expect(plain(again.counts)).toMatchObject({ submitted: 1, assigned: 2 });
    expect(runs(again, 'accept')).toEqual({ started: 2, met: 1 });
  });

  it('by a wrong owner is rerouted and misrouted, and not a reassignment', () => {
    const rerouted = born().command(HOUR, misroutedTo({ ownerId: BEN }));
    const { rejected, ...rest } = plain(dayOf(rerouted, '2026-11-23').counts);
    expect(rest).toEqual({ submitted: 1, assigned: 1, rerouted: 1, misrouted: 1 });
    expect(rejected).toBe(1);
  });
});

describe('whose figure it is', () => {
  it('a claim is the new owner’s, with the queue that they took it from', () => {
    const claimed = born({ to: { queueId: QUEUE } }).command(HOUR, { type: 'accept', ownerId: BEN });
    for (const dimension of [owner(BEN), queue(QUEUE)]) {
      expect(plain(dayOf(claimed, '2026-11-23', dimension).counts)).toMatchObject({ assigned: 1, accepted: 1 });
      expect(runs(dayOf(claimed, '2026-11-23', dimension), 'accept')).toMatchObject({ met: 1 });
    }
    expect(plain(dayOf(claimed, '2026-11-23', queue(QUEUE)).time)).toEqual({ 'waiting:platform': HOUR * 1000 });
  });

  it('a reassignment is that of the one whom it is taken from, and the acceptance of the next owner theirs', () => {
    const moved = born()
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, reassignTo({ ownerId: BEN }))
      .command(3 * HOUR, ACCEPT);
    expect(plain(dayOf(moved, '2026-11-23', owner(ANA)).counts)).toMatchObject({ reassigned: 1, firstReassigned: 1 });
    expect(plain(dayOf(moved, '2026-11-23', owner(BEN)).counts)).toEqual({ reaccepted: 1 });
  });
});

it('a milestone that is reported later counts on the day on which it was reached', () => {
  const accepted = born().command(HOUR, ACCEPT);
  const reached = accepted.command(3 * DAY, { type: 'milestone', name: 'first_meeting', occurredAt: BIRTH });
  expect(plain(dayOf(reached, '2026-11-23').milestones)).toEqual({ first_meeting: 1 });
  expect(dayOf(reached, '2026-11-26').milestones.size).toBe(0);
});

it('hours that do not count are told apart from waiting, by the calendar of the clock that acceptance ends', () => {
  const halves: WorkingTime = {
    ...AROUND_THE_CLOCK,
    elapsedSeconds: (from, to) => (Date.parse(to) - Date.parse(from)) / 2000,
  };
  const body = contractBody({ clocks: [{ ...ACCEPT_CLOCK, calendarId: OFFICE }] });
  const life = born({ body, command: { calendars: { [OFFICE]: 1 } } }).command(on('2026-11-23T11:00Z'), ACCEPT);
  const time = plain(dayOf(life, '2026-11-23', undefined, halves).time);
  expect(time).toEqual({ 'waiting:receiver': HOUR * 1000, 'closed:receiver': HOUR * 1000 });
});
