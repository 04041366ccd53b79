import { epochOf } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import { presences } from '#domain/routing/absence.ts';
import type { Owner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { handoffsWith, naming, requireUnused } from './in-use.ts';

/** How often it is looked at anew because something else happened to them meanwhile. */
const ATTEMPTS = 4;

/**
 * Removes an owner with whom nothing is open, whom no queue lists and who is nobody's delegate from now on. Contracts in
 * force may go on naming them: routing passes them over.
 *
 * @throws DomainError `not_found`, `in_use` with all that needs them, `concurrent_update`
 */
export async function deleteOwner(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  requireScope(context, 'routing:write');
  for (let attempt = 1; ; attempt++) {
    try {
      return await removeOwner(context, id, ifVersion);
    } catch (error) {
      // somebody may have been given to them in this very moment, which is then found to be with them
      if (attempt === ATTEMPTS || !(error instanceof DomainError) || error.code !== 'concurrent_update') throw error;
    }
  }
}

async function removeOwner(context: CallContext, id: string, ifVersion?: number): Promise<void> {
  const { stores, now } = context;
  const owner = await findDocument(stores.owners, 'owner', id, ifVersion);
  const delegates = ({ outOfOffice = [] }: Owner) =>
    presences(outOfOffice, now).some(({ delegateId }) => delegateId === id);
  const [loads, handoffs, queues, owners] = await Promise.all([
    stores.ownerLoads.getMany([id]),
    handoffsWith(context, { ownerId: id }),
    naming(stores.queues, ({ members, fallback }) =>
      [...members, ...(fallback === undefined ? [] : [fallback])].some(
        (each) => 'ownerId' in each && each.ownerId === id,
      ),
    ),
    naming(stores.owners, delegates),
  ]);
  const advice = 'Open handoffs are with them; hand those over.';
  requireUnused(
    { kind: 'handoffs', ids: handoffs, advice },
    { kind: 'queues', ids: queues, advice: 'Queues name them, as a member or a fallback; change those.' },
    { kind: 'owners', ids: owners, advice: 'They are the delegate of other owners; change their `outOfOffice`.' },
  );
  // what they were given a moment ago may not be in the index yet; their load knows of it
  if ((loads.get(id) ?? 0) > 0) throw new DomainError('in_use', advice, { extensions: { handoffs } });
  await removeDocument(context, stores.owners, 'owner', owner, {
    beside: [stores.routing.stamping(), stores.ownerLoads.closing(id, epochOf(now) / 1000)],
  });
}
