import type { Assignee } from '#domain/contract/routing.ts';
import type { HolderRef } from '#domain/handoff/parts.ts';
import { holderOf } from '#domain/handoff/routed.ts';
import { excludedFrom } from '#domain/handoff/taken-from.ts';
import type { Instant } from '#domain/instant.ts';
import { decideWithin } from '#domain/routing/decide-route.ts';
import { excluding } from '#domain/routing/excluding.ts';
import type { TenantContext } from '../context.ts';
import type { HandoffView } from '../handoff/view.ts';
import { Surroundings } from './surroundings.ts';

/** What a handoff would become: with whom, or in which queue. */
export interface Become {
  readonly state: HandoffView['state'];
  readonly holder: HolderRef;
}

/**
 * What reassigning one handoff after the other would make of them, nothing of it being done: each counts for those after it,
 * in turns and loads, as it would.
 */
export class HandOverTrial {
  readonly #context: TenantContext;
  readonly #to: Assignee;
  readonly #surroundings = new Map<Instant, Surroundings>();

  constructor(context: TenantContext, to: Assignee) {
    this.#context = context;
    this.#to = to;
  }

  /** `handoff` as it is, at `now` in its own time. */
  async next(handoff: Pick<HandoffView, 'holder'>, takenFrom: readonly string[], now: Instant): Promise<Become> {
    const to = this.#to;
    if ('ownerId' in to) return { state: 'assigned', holder: to };
    const surroundings = this.#surroundings.get(now) ?? new Surroundings(this.#context, { now, fresh: true });
    this.#surroundings.set(now, surroundings);
    const except = excludedFrom({ holder: handoff.holder, takenFrom: [...takenFrom] });
    const route = await surroundings.settle((world) => decideWithin(to.queueId, excluding(world, except)));
    surroundings.assume(route);
    const holder: HolderRef = holderOf(route) ?? to;
    return { state: holder.ownerId === undefined ? 'pending' : 'assigned', holder };
  }
}
