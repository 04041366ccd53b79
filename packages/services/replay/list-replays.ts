import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type Page, type PageRequest, pageWithin, rangeOf } from '../page.ts';
import { type ReplayView, viewReplay } from './view.ts';

const REPLAY_POSITION = /^rpl_[0-9A-Z]{26}$/;

/** The replays of an endpoint and its retries by hand, the newest first. @throws DomainError `not_found` */
export async function listReplays(
  context: CallContext,
  endpointId: string,
  request: PageRequest,
): Promise<Page<ReplayView>> {
  requireScope(context, 'webhooks:read');
  await findDocument(context.stores.endpoints, 'webhook endpoint', endpointId);
  const { data, next } = await context.stores.replays.list(endpointId, rangeOf(request, REPLAY_POSITION));
  return pageWithin({ data: data.map(viewReplay), ...(next === undefined ? {} : { next }) }, ({ id }) => id);
}
