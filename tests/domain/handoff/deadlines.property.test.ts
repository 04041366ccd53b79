import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUp, nextDeadline } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { instantAt, sinceBirth } from '#tests/support/instants.ts';
import { holds } from '#tests/support/property.ts';
import { holdsFor, last, later, MILLISECOND, RUNS } from './any-history.ts';
import { birth, play } from './play.ts';
import { scripts } from './random-history.ts';

describe('bringing any handoff up to now', () => {
  it('leaves no deadline in the past, and at now itself only a due instant that can still be met', () => {
    holdsFor((played, script) => {
      const end = last(played);
      for (const seconds of [end.at, end.at + 7, end.at + 301]) {
        const { state } = catchUp(end.life.state, later(script, end, seconds));
        const next = nextDeadline(state);
        if (next === undefined) continue;
        expect(next >= instantAt(seconds)).toBe(true);
        if (next > instantAt(seconds)) continue;
        expect(state.clocks.some((clock) => clock.state === 'running' && clock.dueAt === next)).toBe(true);
      }
    });
  });

  it('does nothing the second time', () => {
    holdsFor((played, script) => {
      const end = last(played);
      const once = catchUp(end.life.state, later(script, end, end.at + 100));
      const twice = catchUp(once.state, later(script, end, end.at + 100));
      expect(twice.events).toEqual([]);
      expect(twice.state).toStrictEqual(once.state);
    });
  });

  it('comes to the same in one step as in many, but for when it was noticed, for warnings given in time and for whom repetitions tell', () => {
    const stops = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 });
    holds(fc.tuple(scripts, stops), RUNS, ([script, intermediate]) => {
      const end = last(play(script, MILLISECOND));
      const gradual: HandoffEvent[] = [];
      let state: Handoff = end.life.state;
      const lookAt = (now: number) => {
        const due = catchUp(state, later(script, end, now));
        gradual.push(...due.events);
        state = due.state;
      };
      for (const stop of [...intermediate.toSorted((a, b) => a - b), 400]) {
        // As timers do: on the very instant of each deadline, and just past it.
        for (let next = deadlineBy(state, end.at + stop); next !== undefined; next = deadlineBy(state, end.at + stop)) {
          lookAt(Math.max(next, end.at));
          lookAt(Math.max(next, end.at) + MILLISECOND);
        }
        lookAt(end.at + stop);
      }
      const direct = catchUp(end.life.state, later(script, end, end.at + 400)).events;
      expect(lasting(gradual)).toStrictEqual(lasting(direct));
      const warnings = warningsIn(gradual);
      expect(new Set(warnings).size).toBe(warnings.length);
      expect(warnings).toEqual(expect.arrayContaining(warningsIn(direct)));
    });
  });

  it('records each breach at its due instant, once per run of a clock, and none that was stopped in time', () => {
    holdsFor((played, script) => {
      const end = last(played);
      const { state, events } = catchUp(end.life.state, later(script, end, end.at + 1000));
      const all = [...end.life.events, ...events];
      const runs = all.filter((event) => event.type === 'clock.started').length;
      const breaches = all.filter((event) => event.type === 'clock.breached');
      for (const { occurredAt, data } of breaches) expect(occurredAt).toBe(data.dueAt);
      const late = state.clocks.filter((clock) => 'breachedAt' in clock);
      expect(state.clocks.length).toBe(runs);
      expect(breaches.length).toBe(late.length);
      for (const clock of state.clocks) {
        if (clock.state === 'met' && clock.dueAt !== undefined) expect(clock.stoppedAt <= clock.dueAt).toBe(true);
        if ('breachedAt' in clock) expect(clock.breachedAt).toBe(clock.dueAt);
      }
    });
  });

  it('never warns at or after the due instant', () => {
    holdsFor((played) => {
      for (const event of last(played).life.events) {
        if (event.type === 'clock.warned') expect(event.occurredAt < event.data.dueAt).toBe(true);
      }
    });
  });

  it('is not in a hurry at birth: a new handoff has no deadline before its birth', () => {
    holds(scripts, RUNS, (script) => {
      const next = nextDeadline(birth(script).state);
      if (next !== undefined) expect(sinceBirth(next)).toBeGreaterThanOrEqual(script.setting.bornAt);
    });
  });
});

/** Seconds to the next deadline, if it comes before `seconds`. */
function deadlineBy(state: Handoff, seconds: number): number | undefined {
  const next = nextDeadline(state);
  return next !== undefined && next < instantAt(seconds) ? sinceBirth(next) : undefined;
}

/** What does not depend on how often somebody looked: no warnings, nor what is planned of them, nor who was told late. */
function lasting(events: readonly HandoffEvent[]) {
  return events
    .filter(({ type }) => type !== 'clock.warned')
    .map(({ sequence: _sequence, detectedAt: _detectedAt, data, ...event }) => ({
      ...event,
      data: untold(data),
    }));
}

function untold(data: HandoffEvent['data']) {
  if ('warnings' in data) return { ...data, warnings: [] };
  if (!('recipients' in data) || !('stepId' in data)) return data;
  const { recipients: _told, missed: _late, ...rest } = data;
  return rest;
}

function warningsIn(events: readonly HandoffEvent[]): string[] {
  return events
    .filter((event) => event.type === 'clock.warned')
    .map(({ data: { clock, attempt, fraction } }) => JSON.stringify([clock, attempt, fraction]));
}
