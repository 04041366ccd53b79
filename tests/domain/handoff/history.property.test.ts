import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchUp, nextDeadline } from '#domain/handoff/deadlines.ts';
import { type HandoffEvent, handoffFactSchema } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import { type Handoff, handoffSchema, isOpen, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Circumstances } from '#domain/handoff/terms.ts';
import { instantAt, sinceBirth } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';
import { birth, type Played, play } from './play.ts';
import { type Script, scripts } from './random-history.ts';

const RUNS = 1000;
const MILLISECOND = 0.001;

function holdsFor(guarantee: (played: readonly Played[], script: Script) => void): void {
  holds(scripts, RUNS, (script) => guarantee(play(script, MILLISECOND), script));
}

function last(played: readonly Played[]): Played {
  const end = played.at(-1);
  if (end === undefined) throw new Error('a played script has at least its birth');
  return end;
}

function later(script: Script, { life }: Played, seconds: number): Omit<Circumstances, 'actor'> {
  return { terms: life.terms, directory: directory({ away: script.away }), now: instantAt(seconds) };
}

const TERMINAL_EVENTS: ReadonlySet<string> = new Set(['handoff.completed', 'handoff.cancelled']);

describe('any history of a handoff', () => {
  it('folds to the stored state, event by event', () => {
    holdsFor((played) => {
      for (const { life } of played) expect(fold(life.events)).toStrictEqual(life.state);
    });
  });

  it('numbers its events from 1 without a gap, and its version is the last number', () => {
    holdsFor((played) => {
      const { life } = last(played);
      expect(life.events.map(({ sequence }) => sequence)).toEqual(life.events.map((_, index) => index + 1));
      expect(life.state.version).toBe(life.events.length);
    });
  });

  it('survives storage: states and facts pass through JSON and their schemas unchanged', () => {
    holdsFor((played) => {
      for (const { life } of played) {
        expect(handoffSchema.parse(JSON.parse(JSON.stringify(life.state)))).toStrictEqual(life.state);
      }
      for (const { handoffId: _id, sequence: _sequence, ...fact } of last(played).life.events) {
        expect(handoffFactSchema.parse(JSON.parse(JSON.stringify(fact)))).toStrictEqual(fact);
      }
    });
  });

  it('was last updated when something last happened to it or was noticed', () => {
    holdsFor((played) => {
      let version = 0;
      for (const { at, life } of played) {
        if (life.state.version > version) expect(life.state.updatedAt).toBe(instantAt(at));
        version = life.state.version;
      }
    });
  });

  it('tells its events in the order of their instants', () => {
    holdsFor((played) => {
      const instants = last(played).life.events.map(({ occurredAt }) => occurredAt);
      expect(instants).toEqual(instants.toSorted());
    });
  });

  it('changes nothing by a refused command, beyond what had fallen due', () => {
    holdsFor((played, script) => {
      let before: Played | undefined;
      for (const moment of played) {
        if (moment.refused !== undefined && before !== undefined) {
          const due = catchUp(before.life.state, later(script, before, moment.at));
          expect(moment.life.state).toStrictEqual(due.state);
          expect(moment.life.events).toStrictEqual([...before.life.events, ...due.events]);
        }
        before = moment;
      }
    });
  });

  it('refuses with the violations or the state that explain the refusal', () => {
    holdsFor((played) => {
      for (const { refused } of played) {
        if (refused === undefined) continue;
        expect(['illegal_transition', 'conflict', 'validation_failed']).toContain(refused.code);
        if (refused.code === 'validation_failed') expect(refused.violations).not.toEqual([]);
        else expect(refused.extensions).toHaveProperty('state');
      }
    });
  });

  it('ends with its terminal event: only clocks are closed after it, at the same instant', () => {
    holdsFor((played) => {
      const { events } = last(played).life;
      const end = events.findIndex(({ type }) => TERMINAL_EVENTS.has(type));
      if (end === -1) return;
      for (const { type, occurredAt } of events.slice(end + 1)) {
        expect(['clock.met', 'clock.closed', 'clock.cancelled']).toContain(type);
        expect(occurredAt).toBe(events[end]?.occurredAt);
      }
    });
  });

  it('owes nothing in a terminal state: no open clock, no escalation, no deadline', () => {
    holdsFor((played) => {
      for (const { life } of played) {
        if (!TERMINAL_STATES.has(life.state.state)) continue;
        expect(life.state.clocks.filter(isOpen)).toEqual([]);
        expect(life.state.escalations).toEqual([]);
        expect(nextDeadline(life.state)).toBeUndefined();
      }
    });
  });

  it('has an owner exactly where somebody is assigned, and never gives itself to somebody inactive', () => {
    holdsFor((played, { away }) => {
      for (const { life } of played) {
        const { state, holder } = life.state;
        if (state === 'assigned' || state === 'accepted') expect(holder.ownerId).toBeDefined();
        if (state === 'pending' || state === 'rejected') expect(holder.ownerId).toBeUndefined();
        expect(away).not.toContain(holder.ownerId);
      }
    });
  });
});

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

  it('comes to the same in one step as in many, but for when it was noticed and for warnings given in time', () => {
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
        if (!('stoppedAt' in clock)) continue;
        expect(clock.state === 'breached_closed').toBe(clock.stoppedAt > clock.dueAt);
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
      if (next !== undefined) expect(sinceBirth(next)).toBeGreaterThanOrEqual(0);
    });
  });
});

/** Seconds to the next deadline, if it comes before `seconds`. */
function deadlineBy(state: Handoff, seconds: number): number | undefined {
  const next = nextDeadline(state);
  return next !== undefined && next < instantAt(seconds) ? sinceBirth(next) : undefined;
}

/** What does not depend on how often somebody looked. */
function lasting(events: readonly HandoffEvent[]) {
  return events
    .filter(({ type }) => type !== 'clock.warned')
    .map(({ sequence: _sequence, detectedAt: _detectedAt, ...event }) => event);
}

function warningsIn(events: readonly HandoffEvent[]): string[] {
  return events
    .filter((event) => event.type === 'clock.warned')
    .map(({ data: { clock, attempt, fraction, dueAt } }) => JSON.stringify([clock, attempt, fraction, dueAt]));
}
