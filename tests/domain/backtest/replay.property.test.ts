import { describe, expect, it } from 'vitest';
import { presentOf } from '#domain/backtest/present.ts';
import { replayUnder } from '#domain/backtest/replay.ts';
import type { Clock } from '#domain/handoff/state.ts';
import { holds } from '#tests/support/property.ts';
import { holdsFor, last } from '../handoff/any-history.ts';
import { courses, moments } from '../handoff/moving-history.ts';
import { pinsFor, termsIn, timeOf } from '../handoff/moving-terms.ts';

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

describe('a life led once more under the terms that it had', () => {
  it('has the very clocks that were recorded', () => {
    holdsFor((played) => {
      const { terms, state, events } = last(played).life;
      const ids = terms.body.clocks.flatMap(({ calendarId }) => calendarId ?? []);
      const calendars = Object.fromEntries(ids.map((id) => [id, 1]));
      const timesOf = ({ calendarId }: { readonly calendarId: string }) => terms.workingTime(calendarId);
      const replayed = replayUnder(events, { ...terms, calendars, timeOf: timesOf }, state.updatedAt);
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
