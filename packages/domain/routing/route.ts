import type { Assignee, Routing } from '../contract/body.ts';

/** How a routing rule came out for one packet. */
export interface RuleResult {
  readonly id: string;
  readonly matched: boolean;
  /** Why it could not be evaluated; it then counts as not matched. */
  readonly error?: string;
}

/** Whether somebody can be given a handoff, and if not, why. */
export type Availability = 'available' | 'inactive' | 'unknown';

/** Who receives a handoff, with how that came about. */
export interface Route {
  readonly to: Assignee | undefined;
  readonly reason: 'rule' | 'fallback' | 'unrouted';
  readonly ruleId?: string;
  readonly trace: {
    readonly rules: readonly RuleResult[];
    readonly considered: readonly { readonly assignee: Assignee; readonly availability: Availability }[];
  };
}

interface Candidate {
  readonly assignee: Assignee;
  readonly reason: 'rule' | 'fallback';
  readonly ruleId?: string;
}

/** Who may be asked, in order: the first matching rule's assignee and fallback, then the contract's fallback. */
export function candidates(routing: Routing, results: readonly RuleResult[]): Candidate[] {
  const matched = routing.rules.find(({ id }) => results.some((result) => result.id === id && result.matched));
  return [
    ...(matched === undefined ? [] : [{ assignee: matched.assign, reason: 'rule' as const, ruleId: matched.id }]),
    ...(matched?.fallback === undefined
      ? []
      : [{ assignee: matched.fallback, reason: 'fallback' as const, ruleId: matched.id }]),
    ...(routing.fallback === undefined ? [] : [{ assignee: routing.fallback, reason: 'fallback' as const }]),
  ];
}

/** The first candidate who is available; the handoff waits unassigned if there is none. Never to an inactive person. */
export function chooseRoute(
  routing: Routing,
  results: readonly RuleResult[],
  availability: (assignee: Assignee) => Availability,
): Route {
  const considered: { assignee: Assignee; availability: Availability }[] = [];
  for (const { assignee, reason, ruleId } of candidates(routing, results)) {
    const found = availability(assignee);
    considered.push({ assignee, availability: found });
    if (found === 'available') {
      return {
        to: assignee,
        reason,
        ...(ruleId === undefined ? {} : { ruleId }),
        trace: { rules: results, considered },
      };
    }
  }
  return { to: undefined, reason: 'unrouted', trace: { rules: results, considered } };
}
