import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { abandonDelivery, createDelivery, DELIVERY_STATUSES, type Delivery } from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { type DeliveryStore, deliveryPosition } from '#storage/delivery-store.ts';
import { testSystem } from '../services/support/test-system.ts';
import { BIRTH } from '../support/instants.ts';

const ENDPOINT = 'whe_00000000000000000000000001';

let store: DeliveryStore;
beforeEach(() => {
  store = testSystem().context().stores.deliveries;
});

/** Of an event that was recorded `at`. */
function deliveryAt(index: number, at: Instant): Delivery {
  const eventId = `evt_0000000000000000000000000A_${String(index).padStart(6, '0')}`;
  const id = deliveryId({ endpointId: ENDPOINT, eventId, recordedAt: at });
  const ids = { id, eventId, eventType: 'clock.breached', endpointId: ENDPOINT } as const;
  return createDelivery(ids, BIRTH);
}

function ended(delivery: Delivery, status: Delivery['status']): Delivery {
  if (delivery.status !== 'pending' || status === 'pending') return delivery;
  if (status === 'failed') return abandonDelivery(delivery, 'endpoint_disabled', BIRTH);
  const { nextAttemptAt: _, ...kept } = delivery;
  return { ...kept, status, deliveredAt: BIRTH };
}

describe('a record', () => {
  test('is replaced only as it was read', async () => {
    const fresh = deliveryAt(1, BIRTH);
    expect(await store.save(fresh, BIRTH)).toBe(true);
    expect(await store.save(fresh, BIRTH)).toBe(false);
    const stored = await store.get(fresh.id);
    expect(stored).toEqual({ ...fresh, version: 1 });
    if (stored === undefined) return;
    expect(await store.save(ended(stored, 'failed'), BIRTH)).toBe(true);
    expect(await store.save(ended(stored, 'delivered'), BIRTH)).toBe(false);
    expect(await store.get(fresh.id)).toMatchObject({ status: 'failed', version: 2 });
  });
});

test('only what is pending or failed has entries in the indexes, which cost as much as the record', async () => {
  const system = testSystem();
  const written: string[][] = [];
  system.intercept = (command) => {
    const names = command instanceof PutItemCommand ? Object.keys(command.input.Item ?? {}) : [];
    written.push(names.filter((name) => ['stateKey', 'id', 'dueShard', 'nextDeadlineAt'].includes(name)).sort());
  };
  const { deliveries } = system.context().stores;
  const indexed = async (delivery: Delivery) => {
    await deliveries.save(delivery, BIRTH);
    return written.splice(0).at(-1);
  };
  const fresh = deliveryAt(1, BIRTH);
  expect(await indexed(ended(fresh, 'delivered'))).toEqual([]);
  const [waiting, lost] = [deliveryAt(2, BIRTH), deliveryAt(3, BIRTH)];
  expect(await indexed(waiting)).toEqual(['dueShard', 'id', 'nextDeadlineAt', 'stateKey']);
  expect(await indexed(ended({ ...waiting, version: 1 }, 'delivered'))).toEqual([]);
  expect(await indexed(ended(lost, 'failed'))).toEqual(['id', 'stateKey']);
});

test('lists hold each delivery of a status once, the newest first, in pages of any size', async () => {
  const made = fc.array(fc.record({ status: fc.constantFrom(...DELIVERY_STATUSES), second: fc.nat({ max: 5 }) }), {
    maxLength: 20,
  });
  const guarantee = fc.asyncProperty(
    made,
    fc.integer({ min: 1, max: 7 }),
    fc.constantFrom(undefined, ...DELIVERY_STATUSES),
    async (parts, limit, status) => {
      const deliveries = testSystem().context().stores.deliveries;
      const all = parts.map((part, index) => ended(deliveryAt(index, addSeconds(BIRTH, part.second)), part.status));
      for (const delivery of all) await deliveries.save(delivery, BIRTH);
      const walked: string[] = [];
      for (let after: string | undefined; ; ) {
        const range = { limit, ...(status === undefined ? {} : { status }), ...(after === undefined ? {} : { after }) };
        const { data, next } = await deliveries.list(ENDPOINT, range);
        expect(data.length).toBeLessThanOrEqual(limit);
        walked.push(...data.map(deliveryPosition));
        if (next === undefined) break;
        after = next;
      }
      const wanted = all.filter((delivery) => status === undefined || delivery.status === status);
      expect(walked).toEqual(wanted.map(deliveryPosition).sort().reverse());
    },
  );
  await fc.assert(guarantee, { numRuns: 100 });
});
