import type { Assignee } from '#domain/contract/body.ts';
import type { Directory } from '#domain/handoff/terms.ts';
import type { LoadBound } from '#domain/routing/route.ts';
import type { TenantContext } from '../context.ts';

/** For decisions that ask about nobody: what is new has no deadline that is due. */
export const NOBODY: Directory = { owner: () => undefined, queue: () => undefined };

/** Owners and queues as they are now, and what it takes that nothing is given to somebody who was changed since. */
export interface LoadedDirectory extends Directory {
  boundOf(ownerId: string): LoadBound | undefined;
}

/** Looks up the owners and queues that a decision may ask about; it knows of no others. */
export async function loadDirectory({ stores }: TenantContext, asked: readonly Assignee[]): Promise<LoadedDirectory> {
  const ownerIds = asked.flatMap((assignee) => ('ownerId' in assignee ? [assignee.ownerId] : []));
  const queueIds = asked.flatMap((assignee) => ('queueId' in assignee ? [assignee.queueId] : []));
  const [foundOwners, foundQueues] = await Promise.all([
    stores.owners.getMany(ownerIds, { consistent: true }),
    stores.queues.getMany(queueIds, { consistent: true }),
  ]);
  const owners = new Map(foundOwners.map((owner) => [owner.id, owner]));
  const queues = new Map(foundQueues.map(({ id, members }) => [id, { members: members.map((each) => each.ownerId) }]));
  return {
    owner: (id) => {
      const owner = owners.get(id);
      if (owner === undefined) return undefined;
      return { active: owner.active, ...(owner.managerId === undefined ? {} : { managerId: owner.managerId }) };
    },
    queue: (id) => queues.get(id),
    // what somebody does by hand may go beyond a capacity
    boundOf: (ownerId) => {
      const owner = owners.get(ownerId);
      return owner && { ownerId, version: owner.version };
    },
  };
}
