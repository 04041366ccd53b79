import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryMessage, ReplayRequest } from '#aws/ports.ts';
import { addSeconds } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { createDelivery, type PendingDelivery, reopenDelivery } from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { cancelReplay, createReplay, type OpenReplay } from '#domain/webhook/replay.ts';
import { deliverEvent } from '#services/delivery/deliver-event.ts';
import { LOST_AFTER_SECONDS, type RepairDesk, sweepDeliveries } from '#services/delivery/sweep-deliveries.ts';
import { configurationCommit } from '#storage/commit.ts';
import { BIRTH } from '../../support/instants.ts';
import { DOWN, endpointOf, OK, testDesk } from '../support/delivery.ts';
import { TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const ENDPOINT = endpointOf();
const EVENT_ID = 'evt_00000000000000000000000001';
const REPLAY_ID = 'rpl_00000000000000000000000001';
const LATE = addSeconds(BIRTH, LOST_AFTER_SECONDS + 1);

const IDS = {
  id: deliveryId({ endpointId: ENDPOINT.id, eventId: EVENT_ID, recordedAt: BIRTH }),
  eventId: EVENT_ID,
  eventType: 'webhook_endpoint.disabled',
  endpointId: ENDPOINT.id,
} as const;

const ACTOR = { type: 'system', id: 'delivery' } as const;
const SWITCHED: PublishedEvent = {
  id: EVENT_ID,
  type: IDS.eventType,
  occurredAt: BIRTH,
  ...TENANT,
  actor: ACTOR,
  data: {},
};
const MESSAGE: DeliveryMessage = {
  ...TENANT,
  endpointId: ENDPOINT.id,
  endpointVersion: 1,
  event: SWITCHED,
  recordedAt: BIRTH,
};

let system: TestSystem;
let delivery: PendingDelivery;
beforeEach(async () => {
  system = testSystem();
  const { stores, now, tenantId, mode } = system.context();
  const event = { id: EVENT_ID, type: IDS.eventType, occurredAt: now, tenantId, mode, actor: ACTOR, data: {} };
  await stores.endpoints.save(ENDPOINT, [configurationCommit(event)]);
  delivery = reopenDelivery(createDelivery(IDS, BIRTH), REPLAY_ID, BIRTH);
  await stores.deliveries.save(delivery, BIRTH);
});

const stored = () => system.context().stores.deliveries.get(IDS.id);

/** Sweeps at `LATE` over an index that knows of the delivery and of a replay, whatever became of them. */
async function sweep(
  failing = false,
  whenSent: (messages: readonly DeliveryMessage[]) => Promise<void> = async () => {},
) {
  system.clock.now = LATE;
  const sent: DeliveryMessage[] = [];
  const asked: ReplayRequest[] = [];
  const slow: DeliveryMessage[] = [];
  const take = (into: DeliveryMessage[], messages: readonly DeliveryMessage[]): void => {
    if (failing) throw new Error('the queue is away');
    into.push(...messages);
  };
  const failures: object[] = [];
  let repaired = 0;
  const desk: RepairDesk = {
    enter: system.enter,
    now: () => LATE,
    index: {
      overdueDeliveries: async (shard, before) => {
        expect(before).toBe(addSeconds(BIRTH, 1));
        return { data: shard === 3 ? [{ ...TENANT, deliveryId: IDS.id }] : [] };
      },
      overdueReplays: async (shard) => ({ data: shard === 5 ? [{ ...TENANT, replayId: REPLAY_ID }] : [] }),
    },
    lanes: {
      fast: {
        send: async (messages) => {
          take(sent, messages);
          await whenSent(messages);
        },
      },
      slow: { send: async (messages) => take(slow, messages) },
    },
    replays: { send: async (request) => void asked.push(request) },
    repaired: (count) => {
      repaired += count;
    },
    onFailure: (what) => void failures.push(what),
  };
  return { result: await sweepDeliveries(desk), sent, slow, asked, failures, repaired };
}

describe('a delivery whose message was lost', () => {
  test('is sent on by a message that keeps the very promise, and expected anew', async () => {
    const { result, sent, repaired } = await sweep();
    expect(result).toEqual({ repaired: 1, failed: 0 });
    expect(repaired).toBe(1);
    expect(sent).toMatchObject([
      { notBefore: delivery.nextAttemptAt, endpointVersion: 1, event: { id: EVENT_ID }, recordedAt: BIRTH },
    ]);
    const { desk, posts } = testDesk(system, OK);
    for (const message of [...sent, ...sent]) await deliverEvent(desk, message);
    expect(posts).toHaveLength(1);
    expect(await stored()).toMatchObject({ status: 'delivered' });
  });

  test('goes on also if its message is carried out, and fails, while the sweep is not through with it', async () => {
    const { desk, waits } = testDesk(system, DOWN, OK);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    const { promise: posted, resolve: post } = Promise.withResolvers<void>();
    const held: typeof desk.post = async (request) => {
      post();
      await answered;
      return desk.post(request);
    };
    let attempt: Promise<void> = Promise.resolve();
    await sweep(false, async ([message]) => {
      if (message !== undefined) attempt = deliverEvent({ ...desk, post: held }, message);
      await posted;
    });
    answer();
    await attempt;
    for (const { message, at } of [...waits]) {
      system.clock.now = at;
      await deliverEvent(desk, message);
    }
    expect(await stored()).toMatchObject({ status: 'delivered', attemptNumber: 2 });
  });

  test('is left to a later sweep if it went on by itself meanwhile, with nothing sent', async () => {
    let raced = false;
    system.intercept = async (command) => {
      if (raced || command.constructor.name !== 'PutItemCommand') return;
      raced = true;
      await deliverEvent(testDesk(system, DOWN).desk, { ...MESSAGE, notBefore: delivery.nextAttemptAt });
    };
    const { result, sent } = await sweep();
    expect({ result, sent }).toEqual({ result: { repaired: 0, failed: 0 }, sent: [] });
    expect(await stored()).toMatchObject({ attemptNumber: 1 });
  });

  test('goes into the slow lane if its endpoint belongs there', async () => {
    await system.context().stores.endpoints.save({ ...ENDPOINT, version: 2, slowSince: BIRTH });
    const { sent, slow } = await sweep();
    expect(sent).toEqual([]);
    expect(slow).toMatchObject([{ notBefore: delivery.nextAttemptAt, endpointVersion: 2 }]);
  });

  test('is left to the next sweep if the queue does not take it', async () => {
    const { result, failures } = await sweep(true);
    expect(result).toEqual({ repaired: 0, failed: 1 });
    expect(failures).toMatchObject([{ deliveryId: IDS.id }]);
    expect(await stored()).toMatchObject({ status: 'pending' });
  });

  test('fails if its endpoint is gone', async () => {
    await system.context().stores.endpoints.remove(ENDPOINT);
    const { sent } = await sweep();
    expect(sent).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'failed', reason: 'endpoint_removed' });
  });
});

describe('what is no longer lost', () => {
  test('is left alone', async () => {
    const { sent } = await sweep();
    const { desk } = testDesk(system, OK);
    for (const message of sent) await deliverEvent(desk, message);
    const again = await sweep();
    expect(again).toMatchObject({ result: { repaired: 0, failed: 0 }, sent: [], repaired: 0 });
  });
});

describe('a replay whose request was lost', () => {
  const replay = (): OpenReplay =>
    createReplay(
      {
        id: REPLAY_ID,
        kind: 'replay',
        endpointId: ENDPOINT.id,
        scope: { kind: 'events', eventIds: [EVENT_ID] },
        undeliveredOnly: false,
      },
      BIRTH,
    );

  test('is asked to go on from where it is', async () => {
    await system.context().stores.replays.save(replay());
    expect((await sweep()).asked).toEqual([{ ...TENANT, replayId: REPLAY_ID, version: 1 }]);
  });

  test('is left alone once it has ended', async () => {
    const { replays } = system.context().stores;
    await replays.save(replay());
    await replays.save(cancelReplay(replay(), 'requested', BIRTH));
    expect((await sweep()).asked).toEqual([]);
  });
});
