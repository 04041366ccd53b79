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

/** Who receives a handoff, with how that came about. */
export interface Route {
  /** An owner, or the queue that it waits in. */
  readonly to: Assignee | undefined;
  /** `request`: somebody put it into a queue, and routing chose out of that. */
  readonly reason: 'rule' | 'fallback' | 'request' | 'unrouted';
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
  readonly trace: RoutingTrace;
}

/** Where a handoff goes, without what it takes to hold that against others. */
export type Direction = Omit<Route, 'turn' | 'load' | 'trace'>;

export function directionOf({ turn: _turn, load: _load, trace: _trace, ...direction }: Route): Direction {
  return direction;
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
