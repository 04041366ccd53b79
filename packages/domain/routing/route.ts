import type { Assignee, Routing } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { RoutingTrace } from './trace.ts';
import type { Turns } from './turns.ts';
import type { Root } from './walk.ts';

/** How a routing rule came out for one packet. */
export interface RuleResult {
  readonly id: string;
  readonly matched: boolean;
  /** Why it could not be evaluated; it then counts as not matched. */
  readonly error?: string;
}

/** Whether somebody can be given a handoff, and if not, why. */
export type Availability = 'available' | 'inactive' | 'unknown';

/** What `chooseRoute` can say of how a route came about. */
export interface BriefTrace {
  readonly rules: readonly RuleResult[];
  readonly considered: readonly { readonly assignee: Assignee; readonly availability: Availability }[];
}

/** Who receives a handoff, with how that came about. */
export interface Route<T extends BriefTrace | RoutingTrace = BriefTrace> {
  /** An owner, or the queue that it waits in. */
  readonly to: Assignee | undefined;
  readonly reason: 'rule' | 'fallback' | 'unrouted';
  readonly ruleId?: string;
  /** The queue that the owner was picked from. */
  readonly queueId?: string;
  /** Absent: nobody's turn was used. */
  readonly turn?: TurnTaken;
  /** Of the owner it is assigned to. */
  readonly load?: LoadBound;
  /** The queue that it waits in until a member is available; absent where it waits for a claim. */
  readonly waitsIn?: string;
  /** When it should be routed again, as by then somebody may be available by time alone; absent: never by time alone. */
  readonly routeAgainAt?: Instant;
  readonly trace: T;
}

/** The turns of the queue after somebody was picked; it holds only if they still have the `version` it was decided on. */
export interface TurnTaken {
  readonly queueId: string;
  readonly version: number;
  readonly turns: Turns;
  /** What `giveBack` returns to the owner after a misroute. */
  readonly taken: number;
}

/** The load that an owner was seen to have; the assignment holds only if it still is below `capacity`, if there is one. */
export interface LoadBound {
  readonly ownerId: string;
  readonly load: number;
  readonly capacity?: number;
}

interface Candidate extends Root {
  readonly reason: 'rule' | 'fallback';
  readonly ruleId?: string;
}

/** Who may be asked, in order: the first matching rule's assignee and fallback, then the contract's fallback. */
export function candidates(routing: Routing, results: readonly RuleResult[]): Candidate[] {
  const matched = routing.rules.find(({ id }) => results.some((result) => result.id === id && result.matched));
  return [
    ...(matched === undefined
      ? []
      : [{ assignee: matched.assign, via: 'rule' as const, reason: 'rule' as const, ruleId: matched.id }]),
    ...(matched?.fallback === undefined
      ? []
      : [
          {
            assignee: matched.fallback,
            via: 'rule_fallback' as const,
            reason: 'fallback' as const,
            ruleId: matched.id,
          },
        ]),
    ...(routing.fallback === undefined
      ? []
      : [{ assignee: routing.fallback, via: 'contract_fallback' as const, reason: 'fallback' as const }]),
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
