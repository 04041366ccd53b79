import { describe, expect, it } from 'vitest';
import { DEADLINE_ACTOR } from '#domain/actor.ts';
import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { ACCEPT_CLOCK, COMPLETE_CLOCK, contractBody } from '#tests/support/contracts.ts';
import { ACCEPT, COMPLETE, submit } from '#tests/support/handoffs.ts';
import { DAY, HOUR, instantAt, MINUTE } from '#tests/support/instants.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';

const body = contractBody({ clocks: [{ ...ACCEPT_CLOCK, warnAt: [0.5, 0.75] }, COMPLETE_CLOCK] });

describe('a deadline', () => {
  it('is a warning at its share of the target, told by Baton itself with its true instant', () => {
    const [warned] = submit({ body })
      .wait(2 * HOUR + 30)
      .facts('clock.warned');
    expect(warned).toMatchObject({
      occurredAt: instantAt(2 * HOUR),
      detectedAt: instantAt(2 * HOUR + 30),
      actor: DEADLINE_ACTOR,
      data: { clock: 'accept', attempt: 1, fraction: 0.5, dueAt: instantAt(4 * HOUR) },
    });
  });

  it('noticed on the instant has no separate instant of detection', () => {
    expect(
      submit({ body })
        .wait(2 * HOUR)
        .facts('clock.warned')[0],
    ).not.toHaveProperty('detectedAt');
  });

  it('is a breach once the due instant has passed, and not at it', () => {
    expect(
      submit({ body })
        .wait(4 * HOUR)
        .clock('accept').state,
    ).toBe('running');
    expect(
      submit({ body })
        .wait(4 * HOUR + 0.001)
        .clock('accept').state,
    ).toBe('breached_open');
  });

  it('still stands at the due instant itself, so that the timer comes again', () => {
    expect(nextDeadline(submit({ body }).wait(4 * HOUR).state)).toBe(instantAt(4 * HOUR));
  });

  it('noticed late is a breach at its due instant, with when it was noticed beside it', () => {
    const life = submit({ body }).wait(9 * HOUR);
    expect(life.clock('accept')).toMatchObject({ breachedAt: instantAt(4 * HOUR), detectedAt: instantAt(9 * HOUR) });
    expect(life.facts('clock.breached')).toMatchObject([
      { occurredAt: instantAt(4 * HOUR), detectedAt: instantAt(9 * HOUR), actor: DEADLINE_ACTOR },
    ]);
  });

  it('swallows the warnings that nobody saw before the breach', () => {
    const life = submit({ body }).wait(4 * HOUR + 1);
    expect(life.facts('clock.warned')).toEqual([]);
    expect(life.clock('accept')).toMatchObject({ warned: [] });
  });

  it('keeps the warnings that were given, and drops only the rest', () => {
    expect(
      submit({ body })
        .wait(2 * HOUR)
        .wait(5 * HOUR)
        .clock('accept').warned,
    ).toEqual([0.5]);
  });

  it('gives two overdue warnings in their order while the clock can still be met', () => {
    const life = submit({ body }).wait(3.5 * HOUR);
    expect(life.facts('clock.warned').map(({ occurredAt }) => occurredAt)).toEqual([
      instantAt(2 * HOUR),
      instantAt(3 * HOUR),
    ]);
  });

  it('fires once, however often and however late it is looked at', () => {
    const life = submit({ body })
      .wait(5 * HOUR)
      .wait(5 * HOUR)
      .wait(6 * HOUR)
      .wait(3 * DAY);
    expect(life.facts('clock.breached')).toHaveLength(1);
  });

  it('moves on to the next: warnings, the due instant, then none', () => {
    const life = submit({ body });
    expect(nextDeadline(life.wait(2 * HOUR).state)).toBe(instantAt(3 * HOUR));
    expect(nextDeadline(life.wait(3 * HOUR).state)).toBe(instantAt(4 * HOUR));
    expect(nextDeadline(life.wait(5 * HOUR).state)).toBeUndefined();
    expect(nextDeadline(life.command(HOUR, ACCEPT).state)).toBe(instantAt(HOUR + 10 * DAY));
  });

  it('breaches clocks that fell due together in the order in which they were started', () => {
    const second = { ...ACCEPT_CLOCK, name: 'touch' };
    const life = submit({ body: contractBody({ clocks: [ACCEPT_CLOCK, second] }) }).wait(5 * HOUR);
    expect(life.facts('clock.breached').map(({ data }) => data.clock)).toEqual(['accept', 'touch']);
  });

  it.each(['PT1S', 'PT2S', 'PT3S'])('warns before the due instant even where the target is %s', (target) => {
    const hasty = contractBody({ clocks: [{ ...ACCEPT_CLOCK, target, warnAt: [0.99] }] });
    const next = nextDeadline(submit({ body: hasty }).state);
    expect(next !== undefined && next < instantAt(Number(target.slice(2, -1)))).toBe(true);
  });
});

describe('a clock on a calendar', () => {
  const working = contractBody({
    clocks: [{ ...ACCEPT_CLOCK, target: 'PT30S', calendarId: PULSE_CALENDAR, warnAt: [0.5, 0.9] }],
  });
  const life = submit({ body: working, calendars: { [PULSE_CALENDAR]: PULSE } });

  it('falls due, and warns, after working time and not after real time', () => {
    expect(life.clock('accept')).toMatchObject({
      dueAt: instantAt(MINUTE + 10),
      warnings: [{ at: instantAt(15) }, { at: instantAt(MINUTE + 7) }],
    });
  });

  it('tells elapsed, remaining and late time in working seconds', () => {
    const at = (seconds: number) => {
      const { clock, terms } = life.wait(seconds);
      const now = instantAt(seconds);
      return [elapsedSeconds(clock('accept'), terms, now), remainingSeconds(clock('accept'), terms, now)];
    };
    expect(at(0)).toEqual([0, 30]);
    expect(elapsedSeconds(life.clock('accept'), life.terms, instantAt(-MINUTE))).toBe(0);
    expect(at(40)).toEqual([20, 10]);
    expect(at(MINUTE + 10)).toEqual([30, 0]);
    expect(at(2 * MINUTE + 5)).toEqual([45, -15]);
    expect(life.command(2 * MINUTE + 5, ACCEPT).facts('clock.closed')[0]?.data).toMatchObject({
      elapsedSeconds: 45,
      lateSeconds: 15,
    });
  });

  it('has no remaining time once it is stopped, and its elapsed time stands still', () => {
    const { clock, terms } = life.command(10, ACCEPT);
    expect(remainingSeconds(clock('accept'), terms, instantAt(DAY))).toBeUndefined();
    expect(elapsedSeconds(clock('accept'), terms, instantAt(DAY))).toBe(10);
  });
});

describe('a completion that races its deadline', () => {
  it('is judged by instants: what fell due before it is told before it', () => {
    const life = submit({ body })
      .command(HOUR, ACCEPT)
      .command(HOUR + 11 * DAY, COMPLETE);
    expect(life.clock('complete').state).toBe('breached_closed');
    expect(life.events.slice(-3).map(({ type }) => type)).toEqual([
      'clock.breached',
      'handoff.completed',
      'clock.closed',
    ]);
  });
});
