import type { DeliverySenders, ReplayQueue } from '#aws/ports.ts';
import { addSeconds } from '#domain/instant.ts';
import { abandonDelivery } from '#domain/webhook/delivery.ts';
import { laneOf } from '#domain/webhook/endpoint-health.ts';
import { isOpen } from '#domain/webhook/replay.ts';
import {
  DUE_SHARDS,
  type DueIndex,
  type DuePage,
  type Overdue,
  type OverdueDelivery,
  type OverdueReplay,
} from '#storage/due-index.ts';
import { findEvent } from '../event/find-event.ts';
import { inBatches } from '../in-batches.ts';
import type { SystemContext } from '../system.ts';

/** What is this late is taken for lost: a queue that is behind gets no more of the same before. */
export const LOST_AFTER_SECONDS = 15 * 60;
const PAGE = 100;
/** How many pages of a shard one run works off; the next run goes on. */
const MAX_PAGES = 10;
const CONCURRENCY = 10;

export interface RepairDesk extends Pick<SystemContext, 'enter' | 'now'> {
  readonly index: Pick<DueIndex, 'overdueDeliveries' | 'overdueReplays'>;
  readonly lanes: DeliverySenders;
  readonly replays: ReplayQueue;
  /** Told how many deliveries and replays were found whose message was lost. */
  readonly repaired: (count: number) => void;
  readonly onFailure: (what: object, error: unknown) => void;
}

export interface Repairs {
  readonly repaired: number;
  /** They stay in the index for the next run. */
  readonly failed: number;
}

/** Finds deliveries and replays that wait for a message that never came, and sends it again. */
export async function sweepDeliveries(desk: RepairDesk): Promise<Repairs> {
  const { index } = desk;
  const before = addSeconds(desk.now(), -LOST_AFTER_SECONDS);
  let [repaired, failed] = [0, 0];
  for (let shard = 0; shard < DUE_SHARDS; shard++) {
    const swept = [
      await sweepShard(desk, (page) => index.overdueDeliveries(shard, before, page), repairDelivery),
      await sweepShard(desk, (page) => index.overdueReplays(shard, before, page), repairReplay),
    ];
    for (const each of swept) {
      desk.repaired(each.repaired);
      repaired += each.repaired;
      failed += each.failed;
    }
  }
  return { repaired, failed };
}

type Repair<T> = (desk: RepairDesk, found: T) => Promise<boolean>;

async function sweepShard<T extends object>(
  desk: RepairDesk,
  read: (page: DuePage) => Promise<Overdue<T>>,
  repair: Repair<T>,
): Promise<Repairs> {
  let [repaired, failed] = [0, 0];
  let after: DuePage['after'];
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data, next } = await read({ limit: PAGE, after });
    const results = await inBatches(data, CONCURRENCY, async (found) => {
      try {
        return (await repair(desk, found)) ? 'repaired' : 'nothing';
      } catch (error) {
        desk.onFailure(found, error);
        return 'failed';
      }
    });
    repaired += results.filter((result) => result === 'repaired').length;
    failed += results.filter((result) => result === 'failed').length;
    if (next === undefined) break;
    after = next;
  }
  return { repaired, failed };
}

/**
 * The message makes the very promise that the delivery has, so that one that comes after all finds it kept. That it is
 * expected from now on is noted before. Dying in between leaves it to a later sweep; the other order could have the message
 * carried out by an attempt whose record then loses to the note, with nothing under way.
 */
const repairDelivery: Repair<OverdueDelivery> = async (desk, { tenantId, mode, deliveryId }) => {
  const context = desk.enter({ tenantId, mode });
  const { stores, now } = context;
  const delivery = await stores.deliveries.get(deliveryId);
  if (delivery?.status !== 'pending') return false;
  const { endpointId, eventId } = delivery;
  const [endpoint, recorded] = await Promise.all([stores.endpoints.get(endpointId), findEvent(context, eventId)]);
  if (endpoint === undefined || recorded === undefined) {
    const reason = endpoint === undefined ? 'endpoint_removed' : 'event_expired';
    return stores.deliveries.save(abandonDelivery(delivery, reason, now), now);
  }
  const { nextAttemptAt: notBefore, replayId } = delivery;
  const message = { tenantId, mode, endpointId, endpointVersion: endpoint.version, ...recorded, notBefore };
  if (!(await stores.deliveries.save(delivery, now, now))) return false;
  await desk.lanes[laneOf(endpoint)].send([{ ...message, ...(replayId === undefined ? {} : { replayId }) }]);
  return true;
};

const repairReplay: Repair<OverdueReplay> = async (desk, { tenantId, mode, replayId }) => {
  const { stores } = desk.enter({ tenantId, mode });
  const replay = await stores.replays.get(replayId);
  if (replay === undefined || !isOpen(replay)) return false;
  await desk.replays.send({ tenantId, mode, replayId, version: replay.version });
  return true;
};
