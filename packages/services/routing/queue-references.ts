import { invalid } from '#domain/problem.ts';
import type { QueuePatch } from '#domain/routing/queue.ts';
import type { CallContext } from '../context.ts';

/** Refuses members that do not exist, all of them at once. */
export async function requireQueueReferences({ stores }: CallContext, { members = [] }: QueuePatch): Promise<void> {
  const found = new Set((await stores.owners.getMany(members.map(({ ownerId }) => ownerId))).map(({ id }) => id));
  const violations = members.flatMap(({ ownerId }, index) =>
    found.has(ownerId)
      ? []
      : [{ pointer: `/members/${index}/ownerId`, code: 'unknown_owner', message: `There is no owner ${ownerId}.` }],
  );
  if (violations.length > 0) throw invalid(...violations);
}
