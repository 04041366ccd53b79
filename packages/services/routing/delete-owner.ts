import { presences } from '#domain/routing/absence.ts';
import type { Owner } from '#domain/routing/owner.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument, removeDocument } from '../documents.ts';
import { handoffsWith, naming, requireUnused } from './in-use.ts';

/**
 * Removes an owner with whom nothing is open, whom no queue lists and who is nobody's delegate from now on. Contracts in
 * force may go on naming them: routing passes them over.
 *
 * @throws DomainError `not_found`, `in_use` with all that needs them, `concurrent_update`
 */
export async function deleteOwner(context: CallContext, id: string): Promise<void> {
  requireScope(context, 'routing:write');
  const { stores, now } = context;
  const owner = await findDocument(stores.owners, 'owner', id);
  const delegates = ({ outOfOffice = [] }: Owner) =>
    presences(outOfOffice, now).some(({ delegateId }) => delegateId === id);
  const [handoffs, queues, owners] = await Promise.all([
    handoffsWith(context, { ownerId: id }),
    naming(stores.queues, ({ members, fallback }) =>
      [...members, ...(fallback === undefined ? [] : [fallback])].some(
        (each) => 'ownerId' in each && each.ownerId === id,
      ),
    ),
    naming(stores.owners, delegates),
  ]);
  requireUnused(
    { kind: 'handoffs', ids: handoffs, advice: 'Open handoffs are with them; hand those over.' },
    { kind: 'queues', ids: queues, advice: 'Queues name them, as a member or a fallback; change those.' },
    { kind: 'owners', ids: owners, advice: 'They are the delegate of other owners; change their `outOfOffice`.' },
  );
  await removeDocument(context, stores.owners, 'owner', owner, { beside: [stores.routing.stamping()] });
}
