import type { ContractBody } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { TallyEntry } from '../metrics/tally.ts';
import type { WorkingHours } from '../sla/calendar.ts';
import type { Mode } from '../wire.ts';
import type { Month } from './month.ts';
import type { ProvisionalBecause } from './standing.ts';

/** A contract version that had a part in the month, or is in force. */
export interface KnownVersion {
  readonly contractId: string;
  readonly version: number;
  readonly publishedAt?: Instant;
  readonly body: Pick<ContractBody, 'name' | 'from' | 'to' | 'packet' | 'clocks' | 'entryCriteria'>;
}

export interface KnownQueue {
  readonly id: string;
  readonly name: string;
  /** Of whom it consists. */
  readonly ownerIds: readonly string[];
}

export interface KnownOwner {
  readonly id: string;
  readonly name: string;
  readonly capacity?: number | undefined;
  /** How many handoffs are with them at the moment of the review. */
  readonly openHandoffs?: number | undefined;
}

/** All that a review is made of. */
export interface ReviewInput {
  readonly month: Month;
  readonly mode: Mode;
  readonly timeZone: string;
  readonly asOf: Instant;
  /** Why it is not to be kept; absent: it is. */
  readonly provisionalBecause?: ProvisionalBecause | undefined;
  /** The month's cells: of contract versions, owners and queues. */
  readonly cells: readonly TallyEntry[];
  /** Those of contract versions of the month before; absent where the tenant was not there yet. */
  readonly before?: readonly TallyEntry[] | undefined;
  readonly versions: readonly KnownVersion[];
  /** By contract: which version is in force as the review is made. Absent: it goes by the latest that ran in the month. */
  readonly inForce?: ReadonlyMap<string, number> | undefined;
  readonly queues: readonly KnownQueue[];
  readonly owners: readonly KnownOwner[];
  /** By their ids: the calendars of clocks. */
  readonly calendars: ReadonlyMap<string, WorkingHours>;
}
