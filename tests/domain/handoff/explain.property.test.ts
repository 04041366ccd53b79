import { describe, expect, it } from 'vitest';
import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import { traceClock } from '#domain/handoff/clock-trace.ts';
import { type ClockExplanation, explainClock } from '#domain/handoff/explain.ts';
import { type Clock, isOpen } from '#domain/handoff/state.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import { holds } from '#tests/support/property.ts';
import { holdsFor, last } from './any-history.ts';
import { courses, moments } from './moving-history.ts';
import { type Present, termsIn, timeOf, type World } from './moving-terms.ts';
import { pinned } from './pinned.ts';

const RUNS = 400;

/** Asserts `guarantee` of every clock that can be asked for, at every moment of random lives under changing terms. */
function holdsForClocks(
  guarantee: (explained: ClockExplanation, clock: Clock, present: Present, world: World) => void,
) {
  holds(courses, RUNS, (course) => {
    const { world } = course;
    for (const present of moments(course)) {
      for (const clock of latestRuns(present)) {
        const trace = traceClock(present.events, clock.name, clock.attempt);
        if (trace === undefined) throw new Error(`${clock.name} was not found`);
        const explained = explainClock(trace, (ref) => timeOf(world, ref.calendarId, ref.version), present.now);
        guarantee(explained, clock, present, world);
      }
    }
  });
}

function latestRuns({ state: { clocks } }: Pick<Present, 'state'>): Clock[] {
  return clocks.filter(
    (clock, index) =>
      clocks.findLastIndex((each) => each.name === clock.name && each.attempt === clock.attempt) === index,
  );
}

function milliseconds(seconds: readonly number[]): number {
  return seconds.reduce((sum, each) => sum + Math.round(each * 1000), 0);
}

function endOf(clock: Clock, now: Instant): Instant {
  return isOpen(clock) ? now : clock.stoppedAt;
}

describe('the explanation of any clock', () => {
  it('shows what the clock itself shows', () => {
    holdsForClocks((explained, clock, { state, now }, world) => {
      const terms = termsIn(world, state);
      expect(explained).toMatchObject({
        name: clock.name,
        attempt: clock.attempt,
        state: clock.state,
        startedAt: clock.startedAt,
        elapsedSeconds: elapsedSeconds(clock, terms, now),
        remainingSeconds: remainingSeconds(clock, terms, now) ?? null,
      });
    });
  });

  it('has open segments that add up to its elapsed time exactly, and holders that do', () => {
    holdsForClocks(({ segments, holders }, clock, { state, now }, world) => {
      const elapsed = Math.round(elapsedSeconds(clock, termsIn(world, state), now) * 1000);
      const open = segments.filter(({ kind }) => kind === 'open');
      expect(milliseconds(open.map(({ seconds }) => seconds))).toBe(elapsed);
      expect(milliseconds(holders.map((each) => each.elapsedSeconds))).toBe(elapsed);
    });
  });

  it('leaves no gap from the start of the clock to its stop, or to now', () => {
    holdsForClocks(({ segments, startedAt }, clock, { now }) => {
      const end = endOf(clock, now);
      let at = startedAt;
      for (const { from, to, seconds } of segments) {
        expect(from).toBe(at);
        expect(to > from).toBe(true);
        expect(seconds).toBe((epochOf(to) - epochOf(from)) / 1000);
        at = to;
      }
      expect(at).toBe(end);
    });
  });

  it('gives every segment to somebody, and each somebody once among the holders', () => {
    holdsForClocks(({ segments, holders }) => {
      const key = ({ party, ownerId = '', queueId = '' }: (typeof holders)[number] | (typeof segments)[number]) =>
        `${party} ${ownerId} ${queueId}`;
      expect(holders.map(key)).toEqual([...new Set(segments.map(key))]);
      for (const { party, ownerId, queueId } of segments) {
        if (party === 'receiver') expect(ownerId).toBeDefined();
        if (party !== 'platform') expect(queueId).toBeUndefined();
      }
    });
  });

  it('never shows two segments in a row that differ in nothing', () => {
    holdsForClocks(({ segments }) => {
      const kinds = segments.map(({ kind, party, ownerId, queueId }) =>
        JSON.stringify([kind, party, ownerId, queueId]),
      );
      expect(kinds.filter((kind, index) => index > 0 && kinds[index - 1] === kind)).toEqual([]);
    });
  });

  it('ends with whoever has the handoff', () => {
    holdsForClocks(({ segments }, clock, { state, events, now }) => {
      const latest = segments.at(-1);
      const justChanged = state.holder.since >= now || events.some(({ detectedAt }) => detectedAt === now);
      if (!isOpen(clock) || latest === undefined || justChanged) return;
      const { ownerId, queueId } = state.holder;
      const parties: Record<string, object> = {
        pending: { party: 'platform', ...(queueId === undefined ? {} : { queueId }) },
        assigned: { party: 'receiver', ownerId },
        accepted: { party: 'receiver', ownerId },
        rejected: { party: 'sender', ownerId: state.sender?.ownerId },
      };
      expect(latest).toMatchObject(parties[state.state] ?? {});
    });
  });

  it('is told alike of the histories that the decider is held to', () => {
    holdsFor((played) => {
      const { life } = last(played);
      const events = pinned(life.events, life.terms.body);
      for (const clock of latestRuns(life)) {
        const trace = traceClock(events, clock.name, clock.attempt);
        if (trace === undefined) throw new Error(`${clock.name} was not found`);
        const now = life.state.updatedAt;
        const { segments } = explainClock(trace, ({ calendarId }) => life.terms.workingTime(calendarId), now);
        const open = segments.filter(({ kind }) => kind === 'open').map(({ seconds }) => seconds);
        expect(milliseconds(open)).toBe(Math.round(elapsedSeconds(clock, life.terms, now) * 1000));
      }
    });
  });
});
