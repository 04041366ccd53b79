import type { Mode } from '#domain/wire.ts';
import type { Item } from '#storage/attributes.ts';
import type { World } from '#storage/partitions.ts';
import type { Remains } from '#storage/remains.ts';

/** As many items as two calls of a batch take away. */
const PAGE = 50;

/** The schedules that a tenant's things may have. */
export interface TenantSchedules {
  removeOfHandoff(handoffId: string): Promise<void>;
  /** That which asks for the reviews of the tenant in one mode. */
  removeOfReviews(of: { readonly tenantId: string; readonly mode: Mode }): Promise<void>;
  removeOfDelivery(delivery: {
    readonly endpointId: string;
    readonly eventId: string;
    readonly at: string;
  }): Promise<void>;
}

/** One walk over what a tenant has, for as long as there is time. */
export class Pass {
  readonly remains: Remains;
  readonly schedules: TenantSchedules;
  /** Items that were taken away. */
  removed = 0;
  /** It found something that can write, or that belongs to what can. */
  stirred = false;
  /** Everything was looked at. */
  complete = true;
  readonly #hasTime: () => boolean;

  constructor(remains: Remains, schedules: TenantSchedules, hasTime: () => boolean) {
    this.remains = remains;
    this.schedules = schedules;
    this.#hasTime = hasTime;
  }

  /** Whether there is time for more. Once there is none, the walk is not complete. */
  goOn(): boolean {
    if (!this.#hasTime()) this.complete = false;
    return this.complete;
  }

  /** Takes a partition away but for what is `kept`; `before` is done with items before they go. `false`: not all of it. */
  async drain(
    world: World,
    partition: string,
    { kept, before }: { readonly kept?: string; readonly before?: (items: readonly Item[]) => Promise<void> } = {},
  ): Promise<boolean> {
    while (this.goOn()) {
      const items = (await this.remains.first(world, partition, PAGE)).filter(({ sort }) => sort !== kept);
      if (items.length === 0) return true;
      await before?.(items);
      await this.remove(
        world,
        partition,
        items.map(({ sort }) => sort),
      );
    }
    return false;
  }

  async remove(world: World, partition: string, sorts: readonly string[]): Promise<void> {
    await this.remains.remove(
      world,
      sorts.map((sort) => ({ partition, sort })),
    );
    this.removed += sorts.length;
  }
}
