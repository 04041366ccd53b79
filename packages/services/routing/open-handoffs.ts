import type { Owner } from '#domain/routing/owner.ts';
import type { CallContext } from '../context.ts';
import { FIRST_ID, LAST_ID } from '../handoff/id-range.ts';

/** As far as open handoffs are counted. */
export const MOST_COUNTED = 1_000;

/** An owner, and how many handoffs are with them now, assigned and accepted ones together. */
export interface OwnerView extends Owner {
  /** `MOST_COUNTED` stands for as many, or more. */
  readonly openHandoffs: number;
}

/** Counts by the index of holders, which follows a change within a moment. */
export async function withOpenHandoffs({ stores }: CallContext, owner: Owner): Promise<OwnerView> {
  const range = { low: FIRST_ID, high: LAST_ID, descending: false, limit: MOST_COUNTED };
  const ids = await stores.handoffs.list({ by: 'holder', holder: { ownerId: owner.id } }, range);
  return { ...owner, openHandoffs: ids.length };
}
