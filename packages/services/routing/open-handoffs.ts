import type { Owner } from '#domain/routing/owner.ts';
import type { CallContext } from '../context.ts';

/** An owner, and how many handoffs are with them now, assigned and accepted ones together. */
export interface OwnerView extends Owner {
  readonly openHandoffs: number;
}

/** The number is the one that capacity is held against: exact. */
export async function withOpenHandoffs({ stores }: CallContext, owner: Owner): Promise<OwnerView> {
  const loads = await stores.ownerLoads.getMany([owner.id]);
  return { ...owner, openHandoffs: loads.get(owner.id) ?? 0 };
}
