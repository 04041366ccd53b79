import { describe, expect, test } from 'vitest';
import type { DeliveryMessage } from '#aws/ports.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { type Dispatcher, dispatchEvents } from '#services/delivery/dispatch-events.ts';
import { Subscribers } from '#services/delivery/subscribers.ts';
import { BIRTH } from '../../support/instants.ts';
import { EVENT, endpointOf } from '../support/delivery.ts';
import { TENANT, testSystem } from '../support/test-system.ts';

const OTHER = 'whe_00000000000000000000000002';

function scene() {
  const system = testSystem();
  const sent: DeliveryMessage[] = [];
  const slow: DeliveryMessage[] = [];
  const dispatcher: Dispatcher = {
    subscribers: new Subscribers(),
    lanes: {
      fast: { send: async (messages) => void sent.push(...messages) },
      slow: { send: async (messages) => void slow.push(...messages) },
    },
  };
  return {
    system,
    slow,
    at: (seconds: number): Instant => addSeconds(BIRTH, seconds),
    /** Dispatches an event that was sent at `sentAt` and is worked off now. */
    dispatch: async (sentAt: Instant, event = EVENT) => {
      await dispatchEvents(system.context(), dispatcher, [{ event, recordedAt: BIRTH }], sentAt);
      return sent.splice(0).map(({ endpointId, endpointVersion }) => [endpointId, endpointVersion]);
    },
    save: (parts: Parameters<typeof endpointOf>[0] = {}) => system.context().stores.endpoints.save(endpointOf(parts)),
  };
}

describe('an event', () => {
  test('goes to every endpoint that wants its type and is enabled, and to no other', async () => {
    const { save, dispatch } = scene();
    await save({ eventTypes: ['clock.*'] });
    await save({ id: OTHER, eventTypes: ['handoff.*'] });
    await save({ id: 'whe_00000000000000000000000003', eventTypes: ['*'], enabled: false });
    await save({ id: 'whe_00000000000000000000000004', eventTypes: ['clock.breached', 'clock.*', '*'] });
    expect(await dispatch(BIRTH)).toEqual([
      ['whe_00000000000000000000000001', 1],
      ['whe_00000000000000000000000004', 1],
    ]);
  });

  test('that was recorded before an endpoint was switched off is put on record for it, and a later one is not', async () => {
    const { system, save, dispatch, at } = scene();
    await save({ enabled: false, createdAt: at(-60), disabledAt: at(0.5) });
    system.clock.now = at(10);
    expect(await dispatch(at(9))).toHaveLength(1);
    await save({ version: 2, enabled: false, createdAt: at(-60), disabledAt: at(-0.5) });
    system.clock.now = at(12);
    expect(await dispatch(at(11))).toEqual([]);
  });

  test('is nothing that an endpoint misses which has never been on', async () => {
    const { save, dispatch } = scene();
    await save({ enabled: false, disabledAt: BIRTH });
    expect(await dispatch(BIRTH)).toEqual([]);
  });

  test('does not go to another tenant, nor to the other mode', async () => {
    const { system, dispatch } = scene();
    const strangers = [
      { ...TENANT, mode: 'test' },
      { tenantId: 'ten_00000000000000000000000002', mode: 'live' },
    ] as const;
    for (const stranger of strangers) await system.enter(stranger).stores.endpoints.save(endpointOf());
    expect(await dispatch(BIRTH)).toEqual([]);
  });

  test('that was sent after an endpoint was made reaches it, although the endpoints were read before', async () => {
    const { system, save, dispatch, at } = scene();
    await save();
    system.clock.now = at(10);
    expect(await dispatch(at(9))).toHaveLength(1);
    await save({ id: OTHER });
    system.clock.now = at(12);
    expect(await dispatch(at(11))).toHaveLength(2);
  });

  test('that was sent in the very instant of a reading is not trusted to it', async () => {
    const { system, save, dispatch, at } = scene();
    system.clock.now = at(10);
    expect(await dispatch(at(9))).toEqual([]);
    await save();
    expect(await dispatch(at(10))).toHaveLength(1);
  });

  test('that was sent before the last reading shares it', async () => {
    const { system, save, dispatch, at } = scene();
    await save();
    system.clock.now = at(10);
    await dispatch(at(8));
    system.log.length = 0;
    expect(await dispatch(at(9))).toHaveLength(1);
    expect(system.log).toEqual([]);
  });

  test('that comes again goes out again, to be told apart by its id', async () => {
    const { save, dispatch } = scene();
    await save();
    expect(await dispatch(BIRTH)).toEqual(await dispatch(BIRTH));
  });
});

test('an endpoint that is slow has its deliveries in the slow lane, and no other has, failing or not', async () => {
  const { save, dispatch, slow } = scene();
  await save({ slowSince: BIRTH });
  await save({ id: OTHER, failingSince: BIRTH });
  expect(await dispatch(BIRTH)).toEqual([[OTHER, 1]]);
  expect(slow.map(({ endpointId }) => endpointId)).toEqual(['whe_00000000000000000000000001']);
});

describe('a filter', () => {
  const late = (clock: string): PublishedEvent => ({ ...EVENT, data: { clock } });

  test('lets through to its endpoint only what it is true for, and changes nothing for others', async () => {
    const { save, dispatch } = scene();
    await save({ filter: "event.data.clock == 'accept'" });
    await save({ id: OTHER });
    expect(await dispatch(BIRTH, late('accept'))).toHaveLength(2);
    expect(await dispatch(BIRTH, late('complete'))).toEqual([[OTHER, 1]]);
  });

  test('that cannot be told of an event, or be read any more, lets nothing through and fails nothing', async () => {
    const { save, dispatch } = scene();
    await save({ filter: 'event.data.fraction > 0.5' });
    await save({ id: OTHER, filter: 'event.data.' });
    expect(await dispatch(BIRTH, late('accept'))).toEqual([]);
  });

  test('is the one that is stored, also after it was changed', async () => {
    const { system, save, dispatch, at } = scene();
    await save({ filter: "event.data.clock == 'accept'" });
    system.clock.now = at(10);
    expect(await dispatch(at(9), late('complete'))).toEqual([]);
    await save({ version: 2, filter: "event.data.clock == 'complete'" });
    system.clock.now = at(12);
    expect(await dispatch(at(11), late('complete'))).toHaveLength(1);
  });

  test('that would run for long ends, and lets nothing through', async () => {
    const { save, dispatch } = scene();
    const each = 'event.data.all.all(a, event.data.all.all(b, event.data.all.all(c, a + b + c >= 0)))';
    await save({ filter: each });
    const all = Array.from({ length: 1000 }, (_, index) => index);
    expect(await dispatch(BIRTH, { ...EVENT, data: { all } })).toEqual([]);
    expect(await dispatch(BIRTH, { ...EVENT, data: { all: [1, 2] } })).toHaveLength(1);
  });
});

describe('a test event', () => {
  const testOf = (endpointId: string): PublishedEvent => ({
    id: 'evt_00000000000000000000000009',
    type: 'webhook_endpoint.test',
    occurredAt: BIRTH,
    ...TENANT,
    actor: { type: 'api_key', id: 'key_00000000000000000000000001' },
    data: { endpointId },
  });

  test('goes to the endpoint that it was asked for, whatever that subscribes to and filters, and to no other', async () => {
    const { save, dispatch } = scene();
    await save({ eventTypes: ['*'] });
    await save({ id: OTHER, eventTypes: ['contract.retired'], filter: 'false' });
    expect(await dispatch(BIRTH, testOf(OTHER))).toEqual([[OTHER, 1]]);
  });

  test('goes nowhere once its endpoint is switched off or gone', async () => {
    const { save, dispatch } = scene();
    await save({ id: OTHER, enabled: false });
    expect(await dispatch(BIRTH, testOf(OTHER))).toEqual([]);
    expect(await dispatch(BIRTH, testOf('whe_00000000000000000000000007'))).toEqual([]);
  });
});

test('an event is given again when the queue did not take it', async () => {
  const { system } = scene();
  await system.context().stores.endpoints.save(endpointOf());
  const broken: Dispatcher = {
    subscribers: new Subscribers(),
    lanes: { fast: { send: () => Promise.reject(new Error('full')) }, slow: { send: async () => undefined } },
  };
  await expect(dispatchEvents(system.context(), broken, [{ event: EVENT, recordedAt: BIRTH }], BIRTH)).rejects.toThrow(
    'full',
  );
});
