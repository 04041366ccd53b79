import type { Conditions } from '../contract/criteria.ts';
import type { Assignee, Routing } from '../contract/routing.ts';
import { evaluateCondition } from '../expression/condition.ts';
import type { ValueScope } from '../expression/evaluate.ts';

/** Whither the rules of a contract send a handoff, whoever is there to take it. */
export interface Destination {
  /** The rule that matched; null: none did, and it goes to the contract's fallback. */
  readonly ruleId: string | null;
  /** Null: the contract names no fallback. */
  readonly to: Assignee | null;
}

/** By the first rule that holds for `values`. One that cannot be evaluated does not hold. */
export function destinationOf(routing: Routing, rules: Conditions['rules'], values: ValueScope): Destination {
  return destinationBy(routing, rules.find(({ when }) => evaluateCondition(when, values) === true)?.id);
}

/** By the rule that is known to have matched. */
export function destinationBy({ rules, fallback }: Routing, ruleId: string | undefined): Destination {
  const rule = rules.find(({ id }) => id === ruleId);
  return { ruleId: rule?.id ?? null, to: rule?.assign ?? fallback ?? null };
}

/** Whether both lead to the same owner or queue, whatever the rules are called. */
export function isSameTarget(one: Destination, other: Destination): boolean {
  return targetIdOf(one) === targetIdOf(other);
}

function targetIdOf({ to }: Destination): string | undefined {
  if (to === null) return undefined;
  return 'ownerId' in to ? to.ownerId : to.queueId;
}
