import { invalid } from '#domain/problem.ts';
import type { OwnerPatch } from '#domain/routing/owner.ts';
import type { CallContext } from '../context.ts';

/** Refuses a manager that does not exist, or oneself as one's manager. */
export async function requireOwnerReferences(
  { stores }: CallContext,
  { managerId }: OwnerPatch,
  id?: string,
): Promise<void> {
  if (managerId === undefined) return;
  const found = managerId === id ? undefined : await stores.owners.get(managerId);
  if (found !== undefined) return;
  const message = managerId === id ? 'An owner cannot be their own manager.' : `There is no owner ${managerId}.`;
  throw invalid({ pointer: '/managerId', code: 'unknown_owner', message });
}
