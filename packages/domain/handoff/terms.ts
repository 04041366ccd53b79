import type { Actor } from '../actor.ts';
import type { ContractBody } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { RoutingWorld } from '../routing/consider-queue.ts';
import type { WorkingTime } from '../sla/working-time.ts';

/** The pinned contract version of a handoff, with the arithmetic of its pinned calendars. Immutable. */
export interface Terms {
  readonly contractId: string;
  readonly contractVersion: number;
  readonly body: ContractBody;
  /** The calendar's arithmetic; around the clock where a clock names no calendar. */
  workingTime(calendarId: string | undefined): WorkingTime;
}

/** What the decider may know of the people and queues it names. Undefined: there is none of that id. */
export interface Directory {
  owner(ownerId: string): { readonly active: boolean; readonly managerId?: string } | undefined;
  /** `members`: the ids of the owners who may claim from it; empty means every active owner. */
  queue(queueId: string): { readonly members: readonly string[] } | undefined;
  /** Who can be given something now. Absent: whoever is active, and every queue that is there. */
  readonly world?: RoutingWorld | undefined;
}

/** Everything beside the state and the command that a decision depends on. */
export interface Circumstances {
  readonly terms: Terms;
  readonly directory: Directory;
  readonly now: Instant;
  readonly actor: Actor;
}
