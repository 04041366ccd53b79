import { describe, expect, it } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { decideRoute } from '#domain/routing/decide-route.ts';
import { replay } from '#domain/routing/replay.ts';
import { routingTraceSchema } from '#domain/routing/trace.ts';
import { holds } from '#tests/support/property.ts';
import { canReceive, isAtWork, naiveRoute } from './naive-route.ts';
import { anySituation, HORIZON_SECONDS, type Situation, STEP_SECONDS, worldOf } from './worlds.ts';

const RUNS = 5000;

function decide(situation: Situation, at: Instant = situation.now) {
  return decideRoute(situation.routing, situation.results, worldOf(situation, at));
}

describe('routing, whatever the rules, queues, absences, calendars, capacities and loads', () => {
  it('never assigns to anybody inactive, absent or full, nor through a queue to anybody outside their hours', () => {
    holds(anySituation, RUNS, (situation) => {
      const { to, queueId } = decide(situation);
      if (to === undefined || 'queueId' in to) return;
      expect(canReceive(to.ownerId, situation, situation.now)).toBe(true);
      if (queueId !== undefined) expect(isAtWork(to.ownerId, situation, situation.now)).toBe(true);
    });
  });

  it('goes to the first candidate in order who is eligible, and waits or is unrouted only if none is', () => {
    holds(anySituation, RUNS, (situation) => {
      const { to, queueId, waitsIn, reason } = decide(situation);
      const allowed = naiveRoute(situation, situation.now);
      switch (allowed.kind) {
        case 'owner':
          expect(to).toEqual({ ownerId: allowed.ownerId });
          expect(queueId).toBeUndefined();
          break;
        case 'members':
          expect(queueId).toBe(allowed.queueId);
          expect(allowed.ownerIds.map((ownerId) => ({ ownerId }))).toContainEqual(to);
          break;
        case 'claim':
          expect(to).toEqual({ queueId: allowed.queueId });
          expect(waitsIn).toBeUndefined();
          break;
        case 'wait':
          expect(to).toEqual({ queueId: allowed.queueId });
          expect(waitsIn).toBe(allowed.queueId);
          break;
        case 'nowhere':
          expect(to).toBeUndefined();
          expect(reason).toBe('unrouted');
      }
    });
  });

  it('leaves a trace from which the same decision is made again, once stored and read', () => {
    holds(anySituation, RUNS, (situation) => {
      const { to, reason, ruleId, queueId, waitsIn, trace } = decide(situation);
      const outcome = replay(routingTraceSchema().parse(JSON.parse(JSON.stringify(trace))));
      expect(outcome).toEqual(trace.outcome);
      expect(to === undefined).toBe(outcome.kind === 'unrouted');
      if (outcome.kind === 'unrouted') return;
      expect(to).toEqual(outcome.kind === 'assigned' ? { ownerId: outcome.ownerId } : { queueId: outcome.queueId });
      expect({ reason, ruleId }).toEqual({ reason: outcome.reason, ruleId: outcome.ruleId });
      expect(queueId).toBe(outcome.kind === 'assigned' ? outcome.queueId : undefined);
      expect(waitsIn).toBe(outcome.kind === 'waiting' && outcome.for === 'member' ? outcome.queueId : undefined);
    });
  });

  it('asks nobody twice: who is named again by the contract is in the trace without members', () => {
    holds(anySituation, RUNS, (situation) => {
      const seen = new Set<string>();
      for (const { assignee, via, members } of decide(situation).trace.considered) {
        const id = 'ownerId' in assignee ? assignee.ownerId : assignee.queueId;
        if (seen.has(id)) {
          expect(via).toMatch(/^(rule_fallback|contract_fallback)$/);
          expect(members).toBeUndefined();
        }
        seen.add(id);
      }
    });
  });

  it('is to be routed again at the first instant at which time alone makes a difference, and else never', () => {
    holds(anySituation, 1500, (situation) => {
      const waiting = decide(situation);
      if (waiting.to !== undefined && waiting.waitsIn === undefined) {
        expect(waiting.routeAgainAt).toBeUndefined();
        return;
      }
      let first: Instant | undefined;
      for (let after = STEP_SECONDS; after <= HORIZON_SECONDS && first === undefined; after += STEP_SECONDS) {
        const at = addSeconds(situation.now, after);
        const { kind } = naiveRoute(situation, at);
        if (kind !== 'wait' && kind !== 'nowhere') first = at;
        else expect(decide(situation, addSeconds(at, -0.001)).to).toEqual(waiting.to);
      }
      expect(waiting.routeAgainAt).toBe(first);
    });
  });

  it('bounds the load of the owner it assigns to, and takes no turn but from the queue they were picked from', () => {
    holds(anySituation, RUNS, (situation) => {
      const { to, queueId, load, turn } = decide(situation);
      if (to === undefined || 'queueId' in to) {
        expect({ load, turn }).toEqual({});
        return;
      }
      const owner = situation.owners[to.ownerId];
      expect(load).toEqual({
        ownerId: to.ownerId,
        ...(owner?.load === undefined ? {} : { load: owner.load }),
        ...(owner?.capacity === undefined ? {} : { capacity: owner.capacity }),
      });
      if (turn === undefined) return;
      expect(turn.queueId).toBe(queueId);
      expect(turn.version).toBe(situation.queues[turn.queueId]?.turns.version);
    });
  });
});
