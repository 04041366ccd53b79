import type { DeliveryMessage, DeliverySenders, ReplayQueue, ReplayRequest } from '#aws/ports.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { abandonDelivery, type DeliveryFailureReason } from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { laneOf } from '#domain/webhook/endpoint-health.ts';
import { advanceReplay, cancelReplay, isOpen, type OpenReplay, replayPace } from '#domain/webhook/replay.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { TenantContext } from '../context.ts';
import type { EnterTenant } from '../system.ts';
import { readChosen, readPage } from './read-page.ts';

export interface ReplayDesk {
  readonly enter: EnterTenant;
  readonly lanes: DeliverySenders;
  readonly replays: ReplayQueue;
}

/**
 * Sends one page of a replay and has it go on with the next. What comes twice finds the replay further on and is left
 * alone; what dies half way is given again by the queue and sends its page again, under the same ids and for the same
 * replay. So the next page is asked for before this one is noted: a request for a page that is not due yet is dropped.
 */
export async function workReplay(desk: ReplayDesk, request: ReplayRequest): Promise<void> {
  const context = desk.enter(request);
  const { stores, now } = context;
  const replay = await stores.replays.get(request.replayId);
  if (replay === undefined || !isOpen(replay) || replay.version !== request.version) return;
  const endpoint = await stores.endpoints.get(replay.endpointId);
  if (endpoint?.enabled !== true) {
    const reason = endpoint === undefined ? 'endpoint_removed' : 'endpoint_disabled';
    await giveUpRetried(context, replay, reason);
    await stores.replays.save(cancelReplay(replay, reason, now));
    return;
  }
  const { perSecond, page: limit } = replayPace(endpoint);
  const page = await readPage(context, replay, endpoint, limit);
  const chosen = replay.undeliveredOnly ? await undelivered(context, endpoint.id, page.events) : page.events;
  const messages = chosen.map((recorded) => messageOf(context, { replay, endpoint, recorded }));
  await desk.lanes[laneOf(endpoint)].send(messages, { delaySecondsOf: (index) => Math.floor(index / perSecond) });
  const advanced = advanceReplay(replay, { ...page, matched: page.events.length, sent: chosen.length }, now);
  if (isOpen(advanced)) {
    const { tenantId, mode, replayId } = request;
    const delaySeconds = Math.max(Math.ceil(chosen.length / perSecond), page.moreInSeconds);
    await desk.replays.send({ tenantId, mode, replayId, version: advanced.version }, { delaySeconds });
  }
  // not saved: it was cancelled meanwhile, or another had the same page; either way there is nothing left to do here
  await stores.replays.save(advanced);
}

/** What a retry has reopened does not wait for a message that it will not send. Before it ends: dying then does both again. */
async function giveUpRetried(
  context: TenantContext,
  { id, kind, endpointId, scope }: OpenReplay,
  reason: DeliveryFailureReason,
): Promise<void> {
  const { stores, now } = context;
  if (kind !== 'retry' || scope.kind !== 'events') return;
  const { events } = await readChosen(context, scope.eventIds);
  for (const delivery of await stores.deliveries.getMany(idsOf(endpointId, events))) {
    if (delivery.status !== 'pending' || delivery.replayId !== id || delivery.attemptNumber > 0) continue;
    const given = await stores.deliveries.save(abandonDelivery(delivery, reason, now), now);
    if (!given) throw new Error(`delivery ${delivery.id} changed while it was given up`);
  }
}

async function undelivered(
  { stores }: TenantContext,
  endpointId: string,
  events: readonly RecordedEvent[],
): Promise<readonly RecordedEvent[]> {
  const stored = await stores.deliveries.getMany(idsOf(endpointId, events));
  const delivered = new Set(stored.flatMap(({ status, eventId }) => (status === 'delivered' ? eventId : [])));
  return events.filter(({ event }) => !delivered.has(event.id));
}

function idsOf(endpointId: string, events: readonly RecordedEvent[]): string[] {
  return events.map(({ event, recordedAt }) => deliveryId({ endpointId, eventId: event.id, recordedAt }));
}

function messageOf(
  { tenantId, mode }: TenantContext,
  { replay, endpoint, recorded }: { replay: OpenReplay; endpoint: StoredEndpoint; recorded: RecordedEvent },
): DeliveryMessage {
  const { id: endpointId, version: endpointVersion } = endpoint;
  return { tenantId, mode, endpointId, endpointVersion, ...recorded, replayId: replay.id };
}
