import { DomainError, invalid } from '#domain/problem.ts';
import { createReplay, MAX_OPEN_REPLAYS, type ReplayScope } from '#domain/webhook/replay.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { auditChange } from '../tenancy/audit-change.ts';
import { requireEnabled } from '../webhook/require-enabled.ts';
import { checkEventIds, checkWindow, type ReplayWindow, windowUpTo } from './check-request.ts';
import { type ReplayView, viewReplay } from './view.ts';

/** What is to be sent again: all of a window that the endpoint wants as it is now, or certain events. */
export type ReplayRequestInput = (ReplayWindow | { readonly eventIds: readonly string[] }) & {
  readonly undeliveredOnly: boolean;
};

/**
 * Has events sent to an endpoint again, under the ids that they have.
 *
 * @throws DomainError `not_found`, `validation_failed` with every cause, `conflict` if the endpoint is disabled,
 * `limit_reached`, `concurrent_update`
 */
export async function startReplay(
  context: CallContext,
  endpointId: string,
  input: ReplayRequestInput,
  ifVersion?: number,
): Promise<ReplayView> {
  requireScope(context, 'webhooks:write');
  const { stores, now, newId } = context;
  const endpoint = await findDocument(stores.endpoints, 'webhook endpoint', endpointId, ifVersion);
  const violations = 'eventIds' in input ? await checkEventIds(context, input.eventIds) : checkWindow(input, now);
  if (violations.length > 0) throw invalid(...violations);
  requireEnabled(endpoint);
  const { undeliveredOnly } = input;
  const parts = { id: newId('rpl'), kind: 'replay', endpointId, scope: scopeOf(context, input) } as const;
  const replay = createReplay({ ...parts, undeliveredOnly }, now);
  const audited = { endpointId, scope: replay.scope, undeliveredOnly };
  const entry = auditChange(context, { kind: 'replay', id: replay.id, done: 'started', after: audited });
  const unchanged = ifVersion === undefined ? [] : [stores.endpoints.requiring(endpointId, ifVersion)];
  switch (await stores.replays.start(replay, MAX_OPEN_REPLAYS, [entry, ...unchanged])) {
    case 'started':
      return viewReplay(replay);
    case 'full':
      throw tooMany();
    case 'contended':
      throw concurrentUpdate('webhook endpoint', endpointId);
  }
}

function tooMany(): DomainError {
  const message = `An endpoint has at most ${MAX_OPEN_REPLAYS} replays at once; wait for one to complete, or cancel it.`;
  return new DomainError('limit_reached', message, { extensions: { limit: MAX_OPEN_REPLAYS } });
}

function scopeOf({ now }: CallContext, input: ReplayRequestInput): ReplayScope {
  if ('eventIds' in input) return { kind: 'events', eventIds: [...input.eventIds] };
  return { kind: 'window', ...windowUpTo(now, input) };
}
