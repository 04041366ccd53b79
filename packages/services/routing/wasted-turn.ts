import type { Handoff } from '#domain/handoff/state.ts';
import type { Placement } from '#storage/placement.ts';
import type { TenantContext } from '../context.ts';
import { Surroundings, type SurroundingsOptions, type WastedTurn } from './surroundings.ts';

/** The turn by which a queue chose the present holder; undefined if they came to have it in another way. */
export async function turnOfHolder(
  { stores }: TenantContext,
  { id, holder }: Handoff,
): Promise<WastedTurn | undefined> {
  if (holder.ownerId === undefined || holder.queueId === undefined) return undefined;
  const [last] = await stores.handoffs.decisions(id, 1);
  if (last?.taken === undefined || last.trace.outcome.kind !== 'assigned') return undefined;
  const { ownerId, queueId } = last.trace.outcome;
  if (ownerId !== holder.ownerId || queueId === undefined) return undefined;
  return { ownerId, queueId, taken: last.taken };
}

/** Gives a turn back where nothing is routed. */
export async function givingBack(context: TenantContext, options: SurroundingsOptions): Promise<Placement> {
  const returned = await new Surroundings(context, options).returned();
  return returned === undefined ? {} : { turns: [returned] };
}
