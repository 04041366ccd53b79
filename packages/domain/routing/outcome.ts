import type { RoutingOutcome, RoutingTrace, TracedCandidate, Via } from './trace.ts';

type Because = Omit<Extract<RoutingOutcome, { kind: 'assigned' }>, 'kind' | 'ownerId' | 'queueId'>;

/**
 * What the candidates that were considered come to: the first who is available; else the queue in which it waits, which
 * is the fallback of the contract before any other; else nothing.
 */
export function outcomeOf({ rules, considered }: Pick<RoutingTrace, 'rules' | 'considered'>): RoutingOutcome {
  const ruleId = rules.find(({ matched }) => matched)?.id;
  let root: Via | undefined;
  let waiting: RoutingOutcome | undefined;
  for (const candidate of considered) {
    if (isRoot(candidate.via)) root = candidate.via;
    const because = becauseOf(root, ruleId);
    const found = placed(candidate, because);
    if (found !== undefined) return found;
    if (!('queueId' in candidate.assignee) || candidate.availability === 'unknown') continue;
    if (waiting !== undefined && candidate.via !== 'contract_fallback') continue;
    waiting = { kind: 'waiting', queueId: candidate.assignee.queueId, for: 'member', ...because };
  }
  return waiting ?? { kind: 'unrouted' };
}

function placed({ assignee, availability, strategy, picked }: TracedCandidate, because: Because) {
  if (availability !== 'available') return undefined;
  if ('ownerId' in assignee) return { kind: 'assigned' as const, ownerId: assignee.ownerId, ...because };
  if (strategy === 'manual') {
    return { kind: 'waiting' as const, queueId: assignee.queueId, for: 'claim' as const, ...because };
  }
  if (picked === undefined) return undefined;
  return { kind: 'assigned' as const, ownerId: picked, queueId: assignee.queueId, ...because };
}

/** Whether the contract, a step of it, or a person names the candidate; the others stand in for the last one of these. */
function isRoot(via: Via): boolean {
  return (
    via === 'rule' ||
    via === 'rule_fallback' ||
    via === 'contract_fallback' ||
    via === 'request' ||
    via === 'escalation'
  );
}

function becauseOf(root: Via | undefined, ruleId: string | undefined): Because {
  if (root === 'request' || root === 'escalation') return { reason: root };
  return { reason: root === 'rule' ? 'rule' : 'fallback', ...(ruleId === undefined ? {} : { ruleId }) };
}
