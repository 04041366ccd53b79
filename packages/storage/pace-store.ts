import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { TenantTable } from './tenant-table.ts';

/** How long a sequence of slots is kept after the last of them. */
const KEPT_SECONDS = 3600;

/** The slots of each second in which an endpoint may be posted to, one sequence for an endpoint and a pace. */
export class PaceStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /**
   * Reserves the first free slot of `perSecond` to a second, and answers the second that it is in: the one of `now`, or a
   * later one, less than `horizonSeconds` ahead. Undefined if there is none.
   *
   * Slots are numbered from the epoch on, so that one number says all: which slots are taken, and the second of each.
   */
  async reserve(
    endpointId: string,
    { perSecond, now, horizonSeconds }: { perSecond: number; now: Instant; horizonSeconds: number },
  ): Promise<Instant | undefined> {
    const second = Math.floor(epochOf(now) / 1000);
    const slot = await this.#table.takeNumber(
      { partition: `pace#${endpointId}`, sort: `per-second#${perSecond}` },
      {
        from: second * perSecond,
        below: (second + horizonSeconds) * perSecond,
        expiresAt: second + horizonSeconds + KEPT_SECONDS,
      },
    );
    return slot === undefined ? undefined : instantFromEpoch(Math.floor(slot / perSecond) * 1000);
  }
}
