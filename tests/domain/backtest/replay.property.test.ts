import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { presentOf } from '#domain/backtest/present.ts';
import { type ReplayTerms, replayUnder } from '#domain/backtest/replay.ts';
import { type Clock, isOpen, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { holds } from '#tests/support/property.ts';
import { holdsFor, last, MILLISECOND } from '../handoff/any-history.ts';
import { courses, moments } from '../handoff/moving-history.ts';
import { pinsFor, termsIn, timeOf } from '../handoff/moving-terms.ts';
import { play } from '../handoff/play.ts';
import { scripts } from '../handoff/random-history.ts';

const RUNS = 400;

/** What a clock came to, without whom it told on the way. */
function courseOf(clock: Clock) {
  const { name, attempt, state, startedAt, target, targetSeconds } = clock;
  return {
    ...{ name, attempt, state, startedAt, target, targetSeconds },
    dueAt: 'dueAt' in clock ? clock.dueAt : undefined,
    stoppedAt: 'stoppedAt' in clock ? clock.stoppedAt : undefined,
    elapsedSeconds: 'elapsedSeconds' in clock ? clock.elapsedSeconds : undefined,
    breachedAt: 'breachedAt' in clock ? clock.breachedAt : undefined,
  };
}

/** `terms` with the first version of each of their calendars in force. */
function withCalendars(terms: Terms): ReplayTerms {
  const ids = terms.body.clocks.flatMap(({ calendarId }) => calendarId ?? []);
  const calendars = Object.fromEntries(ids.map((id) => [id, 1]));
  return { ...terms, calendars, timeOf: ({ calendarId }) => terms.workingTime(calendarId) };
}

/** Those that are in time were stopped by their due instants, and the others were late from these on. */
function expectInstants(clock: Clock): void {
  if (clock.state === 'met' && clock.dueAt !== undefined) expect(clock.stoppedAt <= clock.dueAt).toBe(true);
  if ('breachedAt' in clock) expect(clock.breachedAt).toBe(clock.dueAt);
}

describe('a life led once more under other terms, whatever they are', () => {
  it('has clocks of theirs alone, in time by their due instants, and none that is open once it has ended', () => {
    holds(fc.tuple(scripts, scripts), RUNS, ([script, other]) => {
      const { state, events } = last(play(script, MILLISECOND)).life;
      const { terms } = last(play(other, MILLISECOND)).life;
      const replayed = replayUnder(events, withCalendars(terms), state.updatedAt);
      const known = new Set(terms.body.clocks.map(({ name }) => name));
      expect(replayed.clocks.filter(({ name }) => !known.has(name))).toEqual([]);
      if (TERMINAL_STATES.has(state.state)) expect(replayed.clocks.filter(isOpen)).toEqual([]);
      for (const clock of replayed.clocks) expectInstants(clock);
      expect([replayed.state, replayed.attempt]).toEqual([state.state, state.attempt]);
    });
  });
});

describe('a life led once more under the terms that it had', () => {
  it('has the very clocks that were recorded', () => {
    holdsFor((played) => {
      const { terms, state, events } = last(played).life;
      const replayed = replayUnder(events, withCalendars(terms), state.updatedAt);
      const present = presentOf(state, terms, state.updatedAt);
      expect(replayed.clocks.map(courseOf)).toEqual(present.clocks.map(courseOf));
    });
  });

  it('has them where its calendars were changed on the way, too', () => {
    let rebased = 0;
    holds(courses, RUNS, (course) => {
      const { world } = course;
      const [body] = world.bodies;
      const present = [...moments(course)].at(-1);
      if (body === undefined || present === undefined) throw new Error('a course has a world and moments');
      const { events, state } = present;
      // what was migrated went by several contracts, and has no terms of its own
      if (events.some(({ type }) => type === 'handoff.migrated')) return;
      if (events.some(({ type }) => type === 'handoff.rebased')) rebased += 1;
      const terms = { contractId: state.contractId, contractVersion: 1, body, calendars: pinsFor(body) };
      const replayed = replayUnder(
        events,
        { ...terms, timeOf: ({ calendarId, version }) => timeOf(world, calendarId, version) },
        state.updatedAt,
      );
      const recorded = presentOf(state, termsIn(world, state), state.updatedAt);
      expect(replayed.clocks.map(courseOf)).toEqual(recorded.clocks.map(courseOf));
    });
    expect(rebased).toBeGreaterThan(10);
  });
});
