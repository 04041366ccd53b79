import { beforeEach, describe, expect, test } from 'vitest';
import type { DeliveryMessage, ReplayRequest } from '#aws/ports.ts';
import { addSeconds } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { createDelivery, recordAttempt } from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import { cancelReplay, createReplay, isOpen, type Replay, type ReplayScope } from '#domain/webhook/replay.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { type ReplayDesk, workReplay } from '#services/replay/work-replay.ts';
import { BIRTH } from '../../support/instants.ts';
import { EVENT, endpointOf, OK } from '../support/delivery.ts';
import { TENANT, type TestSystem, testSystem } from '../support/test-system.ts';

const ID = 'rpl_00000000000000000000000001';
const FROM = addSeconds(BIRTH, -3600);
const FIRST: ReplayRequest = { ...TENANT, replayId: ID, version: 1 };

interface Sent {
  readonly message: DeliveryMessage;
  readonly delay: number;
}

let system: TestSystem;
let sent: Sent[];
let sentSlowly: Sent[];
let asked: (ReplayRequest & { delaySeconds?: number })[];
let desk: ReplayDesk;
beforeEach(() => {
  system = testSystem();
  sent = [];
  sentSlowly = [];
  asked = [];
  desk = {
    enter: system.enter,
    lanes: { fast: sending(sent), slow: sending(sentSlowly) },
    replays: { send: async (request, options) => void asked.push({ ...request, ...options }) },
  };
});

function sending(into: Sent[]): ReplayDesk['lanes']['fast'] {
  return {
    send: async (messages, { delaySecondsOf } = { delaySecondsOf: () => 0 }) => {
      for (const [index, message] of messages.entries()) into.push({ message, delay: delaySecondsOf(index) });
    },
  };
}

function eventAt(sequence: number, type: PublishedEvent['type'] = 'clock.breached'): PublishedEvent {
  return { ...EVENT, id: `evt_00000000000000000000000001_${String(sequence).padStart(6, '0')}`, sequence, type };
}

/** Keeps `count` events in the log, one a second from `FROM` on, and stores a replay of them. */
async function begin(
  count: number,
  parts: Partial<StoredEndpoint> = {},
  replay: { scope?: ReplayScope; undeliveredOnly?: boolean } = {},
): Promise<void> {
  const { stores } = system.context();
  const events = Array.from({ length: count }, (_, index) => eventAt(index + 1));
  await stores.eventLog.keep(events.map((event, index) => ({ recordedAt: addSeconds(FROM, index), events: [event] })));
  await stores.endpoints.save(endpointOf(parts));
  const scope: ReplayScope = { kind: 'window', from: FROM, to: addSeconds(BIRTH, -60) };
  const whole = {
    id: ID,
    kind: 'replay',
    endpointId: endpointOf().id,
    scope,
    undeliveredOnly: false,
    ...replay,
  } as const;
  await stores.replays.start(createReplay(whole, BIRTH), 5);
}

const stored = async (): Promise<Replay | undefined> => system.context().stores.replays.get(ID);

/** Works off what is asked for until nothing is. */
async function workAll(): Promise<void> {
  let request: ReplayRequest | undefined = FIRST;
  for (let done = 0; request !== undefined; done = asked.length) {
    await workReplay(desk, request);
    request = asked[done];
  }
}

describe('a replay of a window', () => {
  test('sends each event once, oldest first, page by page, and completes', async () => {
    await begin(250);
    await workAll();
    expect(sent.map(({ message }) => message.event.sequence)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
    expect(new Set(sent.map(({ message }) => message.replayId))).toEqual(new Set([ID]));
    expect(asked.map(({ version }) => version)).toEqual([2, 3]);
    expect(await stored()).toMatchObject({ status: 'completed', matched: 250, sent: 250 });
  });

  test.each([
    ['20 a second without a limit', {}, 100, 4, 5],
    ['as many as its limit', { rateLimit: 50 }, 100, 1, 2],
    ['as few as its limit', { rateLimit: 1 }, 10, 9, 10],
    ['5 a second while its endpoint fails', { failingSince: BIRTH }, 50, 9, 10],
  ])('is spread: %s', async (_how, parts, page, lastDelay, next) => {
    await begin(120, parts);
    await workReplay(desk, FIRST);
    const all = [...sent, ...sentSlowly];
    expect(all).toHaveLength(page);
    expect(all.at(-1)?.delay).toBe(lastDelay);
    expect(asked).toEqual([{ ...FIRST, version: 2, delaySeconds: next }]);
  });

  test('sends what the endpoint wants as it is now', async () => {
    await begin(0, { eventTypes: ['clock.*'], filter: 'event.sequence > 2' });
    const events = [eventAt(1), eventAt(2, 'handoff.completed'), eventAt(3), eventAt(4, 'handoff.completed')];
    const entries = events.map((event, index) => ({ recordedAt: addSeconds(FROM, index), events: [event] }));
    await system.context().stores.eventLog.keep(entries);
    await workAll();
    expect(sent.map(({ message }) => message.event.sequence)).toEqual([3]);
    expect(await stored()).toMatchObject({ status: 'completed', matched: 1, sent: 1 });
  });

  test('leaves out what was delivered, if that is asked for', async () => {
    await begin(3, {}, { undeliveredOnly: true });
    const ids = { eventId: eventAt(2).id, eventType: 'clock.breached', endpointId: endpointOf().id } as const;
    const fresh = createDelivery({ ...ids, id: deliveryId({ ...ids, recordedAt: addSeconds(FROM, 1) }) }, BIRTH);
    const finished = { outcome: OK, url: 'https://example.com/hook', now: BIRTH, jitter: 0 };
    await system.context().stores.deliveries.save(recordAttempt(fresh, finished).delivery, BIRTH);
    await workAll();
    expect(sent.map(({ message }) => message.event.sequence)).toEqual([1, 3]);
    expect(await stored()).toMatchObject({ matched: 3, sent: 2 });
  });

  test('does not end before the log is complete up to its end, nor read beyond that', async () => {
    await begin(0, {}, { scope: { kind: 'window', from: FROM, to: BIRTH } });
    const late = { recordedAt: addSeconds(BIRTH, -3), events: [eventAt(9)] };
    await system.context().stores.eventLog.keep([late]);
    await workReplay(desk, FIRST);
    expect(sent).toEqual([]);
    expect(asked).toEqual([{ ...FIRST, version: 2, delaySeconds: 5 }]);
    expect(await stored()).toMatchObject({ status: 'running' });
    system.clock.now = addSeconds(BIRTH, 5);
    await workReplay(desk, { ...FIRST, version: 2 });
    expect(sent.map(({ message }) => message.event.sequence)).toEqual([9]);
    expect(await stored()).toMatchObject({ status: 'completed' });
  });
});

describe('a request to go on', () => {
  test('that comes again, too late or too early, sends nothing', async () => {
    await begin(120);
    await workReplay(desk, { ...FIRST, version: 2 });
    expect(sent).toEqual([]);
    await workReplay(desk, FIRST);
    await workReplay(desk, FIRST);
    expect(sent).toHaveLength(100);
  });

  test('asks for the next page before the present one is noted, so that dying in between loses neither', async () => {
    await begin(120);
    system.intercept = (command) => {
      if (command.constructor.name === 'PutItemCommand') throw new Error('the table is away');
    };
    await expect(workReplay(desk, FIRST)).rejects.toThrow('the table is away');
    system.intercept = () => undefined;
    expect(asked).toHaveLength(1);
    await workReplay(desk, { ...FIRST, version: 2 });
    expect(sent).toHaveLength(100);
    await workAll();
    expect(new Set(sent.map(({ message }) => message.event.id)).size).toBe(120);
    expect(await stored()).toMatchObject({ status: 'completed', sent: 120 });
  });

  test('of a replay that was cancelled under way leaves it so', async () => {
    await begin(120);
    const send = desk.lanes.fast.send;
    const cancelledMeanwhile: ReplayDesk = {
      ...desk,
      lanes: {
        ...desk.lanes,
        fast: {
          send: async (...sending) => {
            const replay = await stored();
            if (replay !== undefined && isOpen(replay)) {
              await system.context().stores.replays.save(cancelReplay(replay, 'requested', BIRTH));
            }
            await send(...sending);
          },
        },
      },
    };
    await workReplay(cancelledMeanwhile, FIRST);
    for (const request of [...asked]) await workReplay(desk, request);
    expect(sent).toHaveLength(100);
    expect(await stored()).toMatchObject({ status: 'cancelled', reason: 'requested' });
  });
});

test.each([
  ['slow goes into the slow lane', { slowSince: BIRTH }, { fast: 0, slow: 3 }],
  ['failing quickly goes into the fast lane', { failingSince: BIRTH }, { fast: 3, slow: 0 }],
])('what an endpoint is to get again that is %s', async (_what, parts, lanes) => {
  await begin(3, parts);
  await workReplay(desk, FIRST);
  expect({ fast: sent.length, slow: sentSlowly.length }).toEqual(lanes);
});

describe('an endpoint', () => {
  test('that is disabled under way has its replay cancelled, and says why', async () => {
    await begin(3, { enabled: false });
    await workReplay(desk, FIRST);
    expect(sent).toEqual([]);
    expect(await stored()).toMatchObject({ status: 'cancelled', reason: 'endpoint_disabled' });
  });

  test('that is removed under way has its replay cancelled, and says why', async () => {
    await begin(3);
    await system.context().stores.endpoints.remove(endpointOf());
    await workReplay(desk, FIRST);
    expect(await stored()).toMatchObject({ status: 'cancelled', reason: 'endpoint_removed' });
  });

  test('may have so many replays at once, and another as soon as one has ended', async () => {
    await begin(1);
    const { replays } = system.context().stores;
    const next = (number: number) =>
      createReplay(
        {
          id: `rpl_0000000000000000000000000${number}`,
          kind: 'replay',
          endpointId: endpointOf().id,
          scope: { kind: 'window', from: FROM, to: BIRTH },
          undeliveredOnly: false,
        },
        BIRTH,
      );
    expect(await replays.start(next(2), 2)).toBe('started');
    expect(await replays.start(next(3), 2)).toBe('full');
    await workAll();
    expect(await replays.start(next(3), 2)).toBe('started');
  });
});
