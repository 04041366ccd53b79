import { describe, expect, it } from 'vitest';
import { catchUp, nextDeadline } from '#domain/handoff/deadlines.ts';
import { handoffFactSchema } from '#domain/handoff/events.ts';
import { fold } from '#domain/handoff/evolve.ts';
import { handoffSchema, isOpen, TERMINAL_STATES } from '#domain/handoff/state.ts';
import { instantAt } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { holdsFor, last, later } from './any-history.ts';
import type { Played } from './play.ts';

const TERMINAL_EVENTS: ReadonlySet<string> = new Set([
  'handoff.completed',
  'handoff.disqualified',
  'handoff.cancelled',
]);
const REMARKS: ReadonlySet<string> = new Set(['handoff.noted', 'clock.excused']);

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
        expect(handoffSchema().parse(JSON.parse(JSON.stringify(life.state)))).toStrictEqual(life.state);
      }
      for (const { handoffId: _id, sequence: _sequence, ...fact } of last(played).life.events) {
        expect(handoffFactSchema().parse(JSON.parse(JSON.stringify(fact)))).toStrictEqual(fact);
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

  it('tells its events in the order of their instants, unless a milestone is reported late', () => {
    holdsFor((played) => {
      if (played.some(({ command }) => command?.type === 'milestone' && command.occurredAt !== undefined)) return;
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

  it('ends with its terminal event: after it come only clocks closed at the same instant, and remarks', () => {
    holdsFor((played) => {
      const { events } = last(played).life;
      const end = events.findIndex(({ type }) => TERMINAL_EVENTS.has(type));
      if (end === -1) return;
      for (const { type, occurredAt } of events.slice(end + 1)) {
        if (REMARKS.has(type)) continue;
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

  it('never moves into a queue that is gone', () => {
    holdsFor((played, script) => {
      const moves = last(played).life.facts('handoff.reassigned');
      for (const { data } of moves) expect(script.gone).not.toContain(data.to.queueId);
    });
  });

  it('leaves a queue by a claim only with one of its members, if it has any', () => {
    holdsFor((played, script) => {
      for (const { command, refused, life } of played) {
        const { queueId = '', ownerId, since } = life.state.holder;
        const claimed = life
          .facts('handoff.assigned')
          .some(({ occurredAt, data }) => data.reason === 'claim' && occurredAt === since);
        if (command?.type !== 'accept' || refused !== undefined || !claimed) continue;
        const members = directory(script).queue(queueId)?.members ?? [];
        if (members.length > 0) expect(members).toContain(ownerId);
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
