import type { Assignee } from '#domain/contract/body.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Directory, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';

/** For decisions that ask about nobody: what is new has no deadline that is due. */
export const NOBODY: Directory = { owner: () => undefined, queue: () => undefined };

/** Looks up the owners and queues that a decision may ask about; it knows of no others. */
export async function loadDirectory({ stores }: TenantContext, asked: readonly Assignee[]): Promise<Directory> {
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
  };
}

/** Whom deadlines due by `now` may ask about: nobody, as long as nothing is due. */
export function askedWhenDue(state: Handoff, { body }: Terms, now: Instant): Assignee[] {
  const next = nextDeadline(state);
  if (next === undefined || next > now) return [];
  const { ownerId } = state.holder;
  const { fallback } = body.routing;
  const receivers = body.escalation.flatMap(({ steps }) =>
    steps.flatMap(({ reassign }) => (typeof reassign?.to === 'object' ? [reassign.to] : [])),
  );
  return [...(ownerId === undefined ? [] : [{ ownerId }]), ...(fallback === undefined ? [] : [fallback]), ...receivers];
}
