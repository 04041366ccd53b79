import { describe, expect, it } from 'vitest';
import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import { noticeOf } from '#domain/notification/sentence.ts';
import { publishHandoffEvent } from '#domain/published-event.ts';
import type { Strategy } from '#domain/routing/queue.ts';
import { CALLER, type Life } from '../../support/handoffs.ts';
import { BIRTH, HOUR, instantAt } from '../../support/instants.ts';
import { BEN, QUEUE } from '../../support/people.ts';
import { acme, BODY, lastOf, NAMES, TENANT_ID } from './facts.ts';

const POST = 'POST /v1/handoffs/hnd_00000000000000000000000001';

function submission(life: Life, strategy?: Strategy) {
  const strategies = new Map(strategy === undefined ? [] : [[QUEUE, strategy]]);
  const { event, knowledge } = lastOf(life, 'handoff.submitted', { strategies });
  return noticeOf(event, knowledge);
}

/** What is told of a handoff that waits for somebody who is free. */
function queued(life: Life, data: { queueId?: string; routeAgainAt?: typeof BIRTH }) {
  const fact = { type: 'handoff.queued' as const, occurredAt: BIRTH, actor: CALLER, data };
  const { state, events } = applyFacts(life.state.id, life.state, [fact]);
  const [event]: readonly HandoffEvent[] = events;
  if (event === undefined) throw new Error('nothing was recorded');
  return noticeOf(publishHandoffEvent(event, TENANT_ID, 'live'), {
    handoff: state,
    contract: life.terms.body,
    names: NAMES,
  });
}

describe('what waits in a queue', () => {
  const inQueue = acme({ to: { queueId: QUEUE } });

  it.each(['manual', undefined] as const)('is to be claimed, and how is shown, where that is %s', (strategy) => {
    expect(submission(inQueue, strategy).next).toBe(
      `Somebody of the queue EMEA onboarding should claim it with ${POST}/accept {"ownerId": "…"}.`,
    );
  });

  it('of any other strategy is assigned by itself, and may be claimed before that', () => {
    const next = `It is assigned as soon as somebody of the queue EMEA onboarding is available; they may claim it before that with ${POST}/accept {"ownerId": "…"}.`;
    expect(submission(inQueue, 'round_robin').next).toBe(next);
    expect(queued(inQueue, { queueId: QUEUE }).next).toBe(next);
  });
});

describe('what nobody was found for', () => {
  const unrouted = (routing: ContractBody['routing']) => acme({ to: undefined, body: { ...BODY, routing } });
  const rules = [{ id: 'all', when: 'true', assign: { ownerId: BEN } }];
  const byHand = `claim it with ${POST}/accept {"ownerId": "…"}, or give it to somebody with ${POST}/reassign {"ownerId": "…", "reason": "…"}`;

  it('says so', () => {
    expect(submission(unrouted({ rules: [] })).sentence).toContain(', and nobody was found who could be given it.');
  });

  it('is for somebody to take where the contract names nobody', () => {
    expect(submission(unrouted({ rules: [] })).next).toBe(
      `Its contract names nobody who could be given it: ${byHand}.`,
    );
  });

  it('is assigned by itself where the contract has a fallback, as that one may be available later', () => {
    expect(submission(unrouted({ rules: [], fallback: { ownerId: BEN } })).next).toBe(
      `It is assigned by itself as soon as somebody whom its contract names is available. Until then, ${byHand}.`,
    );
  });

  it('may never be assigned where no fallback follows the rules', () => {
    expect(submission(unrouted({ rules })).next).toMatch(/^It is assigned by itself if a rule .* Do not rely on that:/);
  });

  it('is assigned by itself where somebody is known to be available by an instant', () => {
    expect(queued(unrouted({ rules }), { routeAgainAt: instantAt(HOUR) }).next).toMatch(
      /^It is assigned by itself as soon as somebody whom its contract names is available\. Until then, claim it/,
    );
  });
});

describe('the reasons for a rejection', () => {
  const reasons = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ code: `r${index}`, class: 'procedural' as const, label: 'No' }));
  const assigned = (count: number) =>
    lastOf(acme({ body: { ...BODY, rejectionReasons: reasons(count) } }), 'handoff.assigned');
  const nextOf = (count: number) => {
    const { event, knowledge } = assigned(count);
    return noticeOf(event, knowledge).next;
  };

  it('are named up to five', () => {
    expect(nextOf(1)).toMatch(/\/reject \{"reason": "…"\} and the reason r0\.$/);
    expect(nextOf(5)).toMatch(/and one of the reasons r0, r1, r2, r3, r4\.$/);
    expect(nextOf(6)).toMatch(/and one of the reasons r0, r1, r2, r3, r4, …\.$/);
  });

  it('are not spoken of where the contract has none', () => {
    expect(nextOf(0)).toBe(`Ana should accept it with ${POST}/accept.`);
  });
});
