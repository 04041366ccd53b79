import { describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS, TOTAL_CLOCK } from '#tests/support/contracts.ts';
import { ACCEPT, CANCEL, COMPLETE, dueAtOf, type Life, REJECT, reassignTo, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, on, sinceBirth } from '#tests/support/instants.ts';
import { BERLIN, OFFICES } from '#tests/support/offices.ts';
import { BEN, QUEUE } from '#tests/support/people.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const steps = [
  { id: 'nudge', at: { elapsed: 0.8 }, notify: ['owner' as const] },
  { id: 'late', at: { afterBreach: 'PT1H' }, notify: ['owner' as const] },
];

function contract(parts: Partial<ContractBodyInput> = {}) {
  return contractBody({
    rejectionReasons: [...REJECTION_REASONS],
    pauseReasons: [
      { code: 'awaiting_customer', clocks: ['total', 'work'] },
      { code: 'holiday', clocks: ['total'] },
    ],
    clocks: [
      ACCEPT_CLOCK,
      { ...TOTAL_CLOCK, warnAt: [0.5] },
      { name: 'work', start: 'accepted', stop: ['completed'], target: 'PT6H', pausable: true },
    ],
    escalation: [{ clock: 'total', steps }],
    ...parts,
  });
}

const body = contract();

function pauseUntil(seconds: number, reason = 'awaiting_customer'): HandoffCommand {
  return { type: 'pause', reason, resumeBy: instantAt(seconds) };
}

function figures(life: Life, name: string, seconds: number): readonly (number | undefined)[] {
  const clock = life.clock(name);
  const now = instantAt(seconds);
  return [elapsedSeconds(clock, life.terms, now), remainingSeconds(clock, life.terms, now)];
}

describe('a pause', () => {
  it('is only for a reason that the contract lists', () => {
    const refusal = refusalOf(() => submit({ body }).command(HOUR, pauseUntil(DAY, 'mood')));
    expect(refusal.violations).toMatchObject([{ pointer: '/reason', code: 'unknown_reason' }]);
    expect(refusal.violations[0]?.message).toContain('awaiting_customer, holiday');
    const none = contract({ pauseReasons: [] });
    expect(refusalOf(() => submit({ body: none }).command(HOUR, pauseUntil(DAY))).code).toBe('validation_failed');
  });

  it.each([
    ['now', HOUR, 'not_in_future'],
    ['before', HOUR - 1, 'not_in_future'],
    ['more than three years ahead', HOUR + 3 * 365 * DAY + 1, 'too_far'],
  ])('cannot end %s, and says so together with an unknown reason', (_when, until, code) => {
    const refusal = refusalOf(() => submit({ body }).command(HOUR, pauseUntil(until, 'mood')));
    expect(refusal.violations.map((violation) => [violation.pointer, violation.code])).toEqual([
      ['/reason', 'unknown_reason'],
      ['/resumeBy', code],
    ]);
  });

  it('stops the clocks that the reason names, and no others', () => {
    const paused = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, pauseUntil(DAY, 'holiday'));
    expect(paused.state.paused).toMatchObject({ reason: 'holiday', since: instantAt(2 * HOUR) });
    expect([paused.clock('total').state, paused.clock('work').state]).toEqual(['paused', 'running']);
    expect(submit({ body }).command(HOUR, pauseUntil(DAY)).clock('accept').state).toBe('running');
  });

  it('freezes what is left of a clock, and leaves it without a due instant', () => {
    const paused = submit({ body }).command(3 * HOUR, pauseUntil(20 * HOUR));
    expect(dueAtOf(paused.clock('total'))).toBeUndefined();
    expect(figures(paused, 'total', 3 * HOUR)).toEqual([3 * HOUR, 7 * HOUR]);
    expect(figures(paused, 'total', 19 * HOUR)).toEqual([3 * HOUR, 7 * HOUR]);
    expect(paused.facts('handoff.paused')[0]?.data.stopped).toEqual([
      { clock: 'total', attempt: 1, elapsedSeconds: 3 * HOUR, remainingSeconds: 7 * HOUR },
    ]);
  });

  it('lets nothing of a clock that stands still fall due: no warning, no breach, no escalation', () => {
    const paused = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, pauseUntil(30 * DAY))
      .wait(29 * DAY);
    expect(paused.events.at(-1)?.type).toBe('handoff.paused');
    expect(nextDeadline(paused.state)).toBe(instantAt(30 * DAY));
  });

  it('never undoes a breach: the clock stays late, and only what it is late by stands still', () => {
    const late = submit({ body })
      .command(HOUR, ACCEPT)
      .command(10.5 * HOUR, pauseUntil(20 * HOUR));
    expect(late.clock('total')).toMatchObject({ state: 'breached_open', breachedAt: instantAt(10 * HOUR) });
    expect(figures(late, 'total', 19 * HOUR)).toEqual([10.5 * HOUR, -0.5 * HOUR]);
    const closed = late.command(21 * HOUR, COMPLETE).facts('clock.closed');
    expect(closed[0]?.data).toMatchObject({ clock: 'total', elapsedSeconds: 11.5 * HOUR, lateSeconds: 1.5 * HOUR });
  });

  it('of a late clock holds back its escalation, which then waits as much longer', () => {
    const late = submit({ body })
      .command(HOUR, ACCEPT)
      .command(10.5 * HOUR, pauseUntil(20 * HOUR))
      .wait(30 * HOUR);
    const told = late
      .facts('escalation.triggered')
      .map(({ data, occurredAt }) => [data.stepId, sinceBirth(occurredAt)]);
    expect(told).toEqual([
      ['nudge', 8 * HOUR],
      ['late', 20.5 * HOUR],
    ]);
  });

  it('begun at the due instant is in time, and its clock is late only after it', () => {
    const paused = submit({ body })
      .command(HOUR, ACCEPT)
      .command(10 * HOUR, pauseUntil(20 * HOUR));
    expect(paused.clock('total').state).toBe('paused');
    expect(paused.command(20 * HOUR, COMPLETE).clock('total').state).toBe('met');
    expect(paused.wait(20 * HOUR + 1).clock('total')).toMatchObject({ breachedAt: instantAt(20 * HOUR) });
  });

  it('is not begun within another', () => {
    const paused = submit({ body }).command(HOUR, pauseUntil(DAY));
    const refusal = refusalOf(() => paused.command(2 * HOUR, pauseUntil(DAY)));
    expect(refusal.code).toBe('illegal_transition');
    expect(refusal.extensions['allowed']).toContain('resume');
  });

  it.each<[string, () => Life]>([
    ['pending', () => submit({ body, to: { queueId: QUEUE } })],
    ['assigned', () => submit({ body })],
    ['accepted', () => submit({ body }).command(60, ACCEPT)],
    ['rejected', () => submit({ body }).command(60, REJECT)],
  ])('is a condition beside the state, which stays %s', (state, life) => {
    const paused = life().command(HOUR, pauseUntil(DAY));
    expect(paused.state).toMatchObject({ state, paused: { reason: 'awaiting_customer' } });
    expect(paused.command(2 * HOUR, { type: 'resume' }).state).toMatchObject({ state });
  });

  it('goes on when the handoff is accepted, reassigned or noted; a clock that it names begins paused in it', () => {
    const paused = submit({ body })
      .command(HOUR, pauseUntil(12 * HOUR))
      .command(1.5 * HOUR, reassignTo({ ownerId: BEN }))
      .command(2 * HOUR, ACCEPT)
      .command(2 * HOUR, { type: 'note', text: 'They are on holiday' });
    expect(paused.clock('work')).toMatchObject({ state: 'paused', startedAt: instantAt(2 * HOUR) });
    expect(figures(paused, 'work', 11 * HOUR)).toEqual([0, 6 * HOUR]);
    expect(dueAtOf(paused.wait(12 * HOUR).clock('work'))).toBe(instantAt(18 * HOUR));
  });

  it.each<[string, HandoffCommand]>([
    ['completed', COMPLETE],
    ['disqualified', { type: 'disqualify', reason: 'Not a customer after all' }],
    ['cancelled', CANCEL],
  ])('ends first when the handoff is %s', (state, end) => {
    const ended = submit({ body })
      .command(HOUR, ACCEPT)
      .command(2 * HOUR, pauseUntil(DAY))
      .command(5 * HOUR, end);
    expect(ended.state).toMatchObject({ state });
    expect(ended.state).not.toHaveProperty('paused');
    const last = ended.events.map(({ type }) => type).slice(-4);
    expect(last).toEqual(['handoff.resumed', `handoff.${state}`, expect.any(String), expect.any(String)]);
    expect(ended.facts('handoff.resumed')[0]?.data).toMatchObject({ cause: 'ended', pausedSeconds: 3 * HOUR });
    expect(ended.clock('total')).toMatchObject({ elapsedSeconds: 2 * HOUR });
  });

  it('ends first when the handoff is rejected', () => {
    const rejected = submit({ body })
      .command(HOUR, pauseUntil(DAY))
      .command(3 * HOUR, REJECT);
    expect(rejected.state).not.toHaveProperty('paused');
    expect(dueAtOf(rejected.clock('total'))).toBe(instantAt(12 * HOUR));
  });

  it('does not keep a milestone from stopping a clock: it is met with what it had counted, and has no due instant', () => {
    const touch = { name: 'touch', start: 'submitted', stop: ['first_touch'], target: 'PT2H', pausable: true };
    const own = contract({ clocks: [touch], escalation: [], pauseReasons: [{ code: 'holiday', clocks: ['touch'] }] });
    const life = submit({ body: own })
      .command(HOUR, pauseUntil(DAY, 'holiday'))
      .command(9 * HOUR, { type: 'milestone', name: 'first_touch' });
    expect(life.clock('touch')).toMatchObject({ state: 'met', stoppedAt: instantAt(9 * HOUR), elapsedSeconds: HOUR });
    expect(dueAtOf(life.clock('touch'))).toBeUndefined();
  });
});

describe('paused and closed hours', () => {
  const office = contract({ clocks: [{ ...TOTAL_CLOCK, calendarId: BERLIN }], escalation: [] });
  const life = submit({ body: office, calendars: OFFICES });

  it.each([
    ['all day in the office', '2026-11-24T09:00+01:00', '2026-11-24T17:00+01:00', '2026-11-25T12:00+01:00'],
    ['over a night', '2026-11-23T16:00+01:00', '2026-11-24T10:00+01:00', '2026-11-24T14:00+01:00'],
    ['over a weekend', '2026-11-24T11:00+01:00', '2026-11-30T09:00+01:00', '2026-11-30T10:00+01:00'],
    ['only while it is closed', '2026-11-23T18:00+01:00', '2026-11-24T08:00+01:00', '2026-11-24T12:00+01:00'],
  ])('are a union, never a sum: a pause %s', (_when, from, to, due) => {
    const resumed = life.command(on(from), pauseUntil(DAY * 30)).command(on(to), { type: 'resume' });
    expect(dueAtOf(resumed.clock('total'))).toBe(instantAt(on(due)));
  });
});
