import { describe, expect, it } from 'vitest';
import { traceClock } from '#domain/handoff/clock-trace.ts';
import { explainClock, MAX_SEGMENTS } from '#domain/handoff/explain.ts';
import { contractBody, REJECTION_REASONS } from '#tests/support/contracts.ts';
import { type Life, misroutedTo, submit } from '#tests/support/handoffs.ts';
import { instantAt, MINUTE } from '#tests/support/instants.ts';
import { ANA, BEN, QUEUE } from '#tests/support/people.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const BODY = contractBody({
  milestones: ['first_meeting'],
  rejectionReasons: [...REJECTION_REASONS],
  routing: { rules: [], fallback: { queueId: QUEUE } },
  pauseReasons: [{ code: 'customer', clocks: ['meet'] }],
  clocks: [
    { name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT1H' },
    { name: 'meet', start: 'submitted', stop: ['first_meeting'], target: 'PT1H', pausable: true },
    { name: 'pulse', start: 'submitted', stop: ['first_meeting'], target: 'PT1H', calendarId: PULSE_CALENDAR },
  ],
});

function life(): Life {
  const calendars = { [PULSE_CALENDAR]: 1 };
  return submit({ body: BODY, calendars: { [PULSE_CALENDAR]: PULSE }, command: { calendars } });
}

function explain({ events }: Life, name: string, seconds: number, attempt?: number) {
  const trace = traceClock(events, name, attempt);
  if (trace === undefined) throw new Error(`there is no clock ${name}`);
  return explainClock(trace, () => PULSE, instantAt(seconds));
}

describe('the explanation of a clock', () => {
  it('ends where a milestone that was told later had been reached, whoever had it since', () => {
    const told = life()
      .command(10 * MINUTE, { type: 'accept' })
      .command(30 * MINUTE, { type: 'reassign', to: { ownerId: BEN }, reason: 'holiday', misroute: false })
      .command(40 * MINUTE, { type: 'milestone', name: 'first_meeting', occurredAt: instantAt(20 * MINUTE) });
    expect(explain(told, 'meet', 50 * MINUTE)).toMatchObject({
      state: 'met',
      stoppedAt: instantAt(20 * MINUTE),
      elapsedSeconds: 20 * MINUTE,
      segments: [{ from: instantAt(0), to: instantAt(20 * MINUTE), kind: 'open', party: 'receiver', ownerId: ANA }],
      holders: [{ party: 'receiver', ownerId: ANA, elapsedSeconds: 20 * MINUTE }],
    });
  });

  it('is that of the run that began last, where the accept clock began anew for the right owner', () => {
    const rerouted = life().command(5 * MINUTE, misroutedTo({ queueId: QUEUE }));
    const { startedAt, holders } = explain(rerouted, 'accept', 12 * MINUTE, 1);
    expect(startedAt).toBe(instantAt(5 * MINUTE));
    expect(holders).toEqual([{ party: 'platform', queueId: QUEUE, elapsedSeconds: 7 * MINUTE }]);
  });

  it('is that of each run apart, by its number in the handoff, which an attempt that is named must have', () => {
    const to = { ownerId: BEN };
    const moved = life().command(5 * MINUTE, { type: 'reassign', to, reason: 'theirs', misroute: true });
    const trace = (attempt?: number, run?: number) => traceClock(moved.events, 'accept', attempt, run);
    expect(trace(undefined, 1)).toMatchObject({ run: 1, clock: { state: 'cancelled', startedAt: instantAt(0) } });
    expect(trace(undefined, 2)).toMatchObject({
      run: 2,
      clock: { state: 'running', startedAt: instantAt(5 * MINUTE) },
    });
    expect(trace(1, 1)).toEqual(trace(undefined, 1));
    expect(trace()).toEqual(trace(1, 2));
    expect([trace(undefined, 3), trace(2, 1)]).toEqual([undefined, undefined]);
  });

  it('shows a pause whole and splits it where the handoff goes to somebody else', () => {
    const paused = life()
      .command(10, { type: 'pause', reason: 'customer', resumeBy: instantAt(100) })
      .command(40, { type: 'reassign', to: { ownerId: BEN }, reason: 'holiday', misroute: false });
    const { segments, changes, elapsedSeconds } = explain(paused.wait(130), 'meet', 130);
    expect(segments.map(({ kind, seconds, ownerId }) => [kind, seconds, ownerId])).toEqual([
      ['open', 10, ANA],
      ['paused', 30, ANA],
      ['paused', 60, BEN],
      ['open', 30, BEN],
    ]);
    expect(elapsedSeconds).toBe(40);
    expect(changes).toMatchObject([
      { change: 'paused', at: instantAt(10), reason: 'customer', resumesAt: instantAt(100) },
      { change: 'resumed', at: instantAt(100), cause: 'resume_by' },
    ]);
  });

  it('tells each change of the target with what was before it', () => {
    const changed = life().command(MINUTE, { type: 'retarget', clock: 'meet', target: 'PT2H' });
    const goal = (target: string, hours: number) => ({
      target,
      targetSeconds: hours * 3600,
      calendarId: null,
      dueAt: instantAt(hours * 3600),
    });
    expect(explain(changed, 'meet', 2 * MINUTE).changes).toEqual([
      { at: instantAt(MINUTE), change: 'retargeted', cause: 'target', from: goal('PT1H', 1), to: goal('PT2H', 2) },
    ]);
  });

  it('has no segments at the moment of its start', () => {
    expect(explain(life(), 'pulse', 0)).toMatchObject({ segments: [], holders: [], changes: [], elapsedSeconds: 0 });
  });

  it('is refused where it would be longer than an answer can be', () => {
    const born = life();
    const longest = (MAX_SEGMENTS / 2) * MINUTE;
    expect(explain(born, 'pulse', longest).segments).toHaveLength(MAX_SEGMENTS);
    expect(refusalOf(() => explain(born, 'pulse', longest + 1))).toMatchObject({
      code: 'validation_failed',
      violations: [{ pointer: '/path/name', code: 'too_many_segments' }],
    });
  });

  it('is of nothing where the handoff never had the clock, or not in that attempt', () => {
    expect(traceClock(life().events, 'fix')).toBeUndefined();
    expect(traceClock(life().events, 'accept', 2)).toBeUndefined();
  });
});
