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
  /** `request`: somebody put it into a queue, or a step was to hand it over, and routing chose out of that. */
  readonly reason: 'rule' | 'fallback' | 'request' | 'unrouted';
  /** The rule that matched, also where it came to the fallback of the contract, or to nothing. */
  readonly ruleId?: string;
  /** The queue that the owner was picked from. */
  readonly queueId?: string;
  /** The version of that queue. */
  readonly queueVersion?: number;
  /** Absent: nobody's turn was used. */
  readonly turn?: TurnTaken;
  /** Of the owner it is assigned to. */
  readonly load?: LoadBound;
  /** The queue that it waits in until a member is available; absent where it waits for a claim. */
  readonly waitsIn?: string;
  /** When it should be routed again, as by then somebody may be available by time alone; absent: never by time alone. */
  readonly routeAgainAt?: Instant;
  /** Owners and queues that it was to be asked for, and that are not there any more. */
  readonly broken?: readonly Assignee[];
  readonly trace: RoutingTrace;
}

/** Where a handoff goes, without what it takes to hold that against others. */
export type Direction = Omit<Route, 'queueVersion' | 'turn' | 'load' | 'trace'>;

export function directionOf(route: Route): Direction {
  const { queueVersion: _version, turn: _turn, load: _load, trace: _trace, ...direction } = route;
  return direction;
}

/** The turns of the queue after somebody was picked; it holds only on the versions, of turns and queue, it was decided on. */
export interface TurnTaken {
  readonly queueId: string;
  readonly version: number;
  readonly queueVersion: number;
  readonly turns: Turns;
  /** What `giveBack` returns to the owner after a misroute. */
  readonly taken: number;
}

/**
 * What an assignment rests on: it holds only if the owner has fewer handoffs than `capacity`, if there is one, and if there
 * is no later version of them.
 */
export interface LoadBound {
  readonly ownerId: string;
  readonly capacity?: number;
  readonly version?: number;
  /** How many they had when this was decided, if that was asked. */
  readonly load?: number;
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
