import { type CallContext, notFound, requireScope } from '../context.ts';
import { type ReplayView, viewReplay } from './view.ts';

/** A replay and how far it is. @throws DomainError `not_found` */
export async function getReplay(context: CallContext, id: string): Promise<ReplayView> {
  requireScope(context, 'webhooks:read');
  const replay = await context.stores.replays.get(id);
  if (replay === undefined) throw notFound('replay', id);
  return viewReplay(replay);
}
