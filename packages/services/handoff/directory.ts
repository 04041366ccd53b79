import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Directory, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { TenantContext } from '../context.ts';

/** For decisions that ask about nobody: what is new has no deadline that is due. */
export const NOBODY: Directory = { owner: () => undefined };

/** Looks up `ownerIds` for a decision. */
export async function loadDirectory(
  { stores }: TenantContext,
  ownerIds: readonly (string | undefined)[],
): Promise<Directory> {
  const ids = ownerIds.filter((id) => id !== undefined);
  if (ids.length === 0) return NOBODY;
  const owners = new Map((await stores.owners.getMany(ids, { consistent: true })).map((owner) => [owner.id, owner]));
  return {
    owner: (id) => {
      const owner = owners.get(id);
      if (owner === undefined) return undefined;
      return { active: owner.active, ...(owner.managerId === undefined ? {} : { managerId: owner.managerId }) };
    },
  };
}

/** The owners that deadlines due by `now` may ask about: none, as long as nothing is due. */
export function ownersOfDueSteps(state: Handoff, { body }: Terms, now: Instant): (string | undefined)[] {
  const next = nextDeadline(state);
  if (next === undefined || next > now) return [];
  const { fallback } = body.routing;
  const reassigned = body.escalation.flatMap(({ steps }) =>
    steps.flatMap(({ reassign }) => (typeof reassign?.to === 'object' ? ownerOf(reassign.to) : [])),
  );
  return [state.holder.ownerId, ...ownerOf(fallback), ...reassigned];
}

function ownerOf(assignee: { ownerId: string } | { queueId: string } | undefined): string[] {
  return assignee !== undefined && 'ownerId' in assignee ? [assignee.ownerId] : [];
}
