import type { DeliveryMessage } from '#aws/ports.ts';
import type { Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { DeliveryDesk } from '#services/delivery/delivery-desk.ts';
import { FAST_PLACES, InFlight, SLOW_PLACES } from '#services/delivery/in-flight.ts';
import { PlaceLine } from '#services/delivery/place-line.ts';
import { PutOffMessages } from '#services/delivery/put-off.ts';
import { Receivers } from '#services/delivery/receivers.ts';
import { BIRTH } from '../../support/instants.ts';
import { TENANT, type TestSystem } from './test-system.ts';

export const EVENT: PublishedEvent = {
  id: 'evt_00000000000000000000000001_000005',
  type: 'clock.breached',
  occurredAt: BIRTH,
  ...TENANT,
  handoffId: 'hnd_00000000000000000000000001',
  sequence: 5,
  actor: { type: 'system', id: 'deadline' },
  data: {},
};

export const OK: AttemptOutcome = { kind: 'response', status: 200, latencyMs: 5, excerpt: '' };
export const DOWN: AttemptOutcome = { kind: 'response', status: 503, latencyMs: 5, excerpt: '' };
export const GONE: AttemptOutcome = { kind: 'response', status: 410, latencyMs: 5, excerpt: '' };

export function endpointOf(parts: Partial<StoredEndpoint> = {}): StoredEndpoint {
  return {
    id: 'whe_00000000000000000000000001',
    version: 1,
    url: 'https://example.com/hook',
    eventTypes: ['*'],
    enabled: true,
    secrets: [{ secret: mintWebhookSecret(new Uint8Array(32)) }],
    createdAt: BIRTH,
    updatedAt: BIRTH,
    ...parts,
  };
}

export const FIRST: DeliveryMessage = {
  ...TENANT,
  endpointId: 'whe_00000000000000000000000001',
  endpointVersion: 1,
  event: EVENT,
  recordedAt: BIRTH,
};

/** The delivery that a message is about. */
export function idOf({ endpointId, event, recordedAt }: DeliveryMessage): string {
  return deliveryId({ endpointId, eventId: event.id, recordedAt });
}

/** A desk of the slow lane, whose receiver answers `outcomes` in turn, the last of them for ever. */
export function testDesk(system: TestSystem, ...outcomes: readonly [AttemptOutcome, ...AttemptOutcome[]]) {
  const posts: { url: string; id: string; body: string }[] = [];
  const waits: { message: DeliveryMessage; at: Instant }[] = [];
  const sendAt = async (message: DeliveryMessage, at: Instant) => {
    system.log.push('wait');
    waits.push({ message, at });
  };
  const handOver = async () => {
    throw new Error('the slow lane hands nothing over');
  };
  const desk: DeliveryDesk = {
    lane: 'slow',
    enter: system.enter,
    now: () => system.clock.now,
    random: () => 0,
    receivers: new Receivers(),
    inFlight: new InFlight(SLOW_PLACES),
    line: new PlaceLine(),
    putOff: new PutOffMessages(),
    post: async ({ url, headers, body }) => {
      system.log.push('post');
      posts.push({ url, id: headers['webhook-id'], body });
      return outcomes[Math.min(posts.length, outcomes.length) - 1] ?? outcomes[0];
    },
    lanes: { fast: { send: handOver, sendAt }, slow: { send: handOver, sendAt } },
  };
  return { desk, posts, waits };
}

/** The same in the fast lane; `handedOver` is what it left to the slow one, and `slowWaits` what is to come there later. */
export function fastDesk(system: TestSystem, ...outcomes: readonly [AttemptOutcome, ...AttemptOutcome[]]) {
  const office = testDesk(system, ...outcomes);
  const handedOver: DeliveryMessage[] = [];
  const send = async (messages: readonly DeliveryMessage[]) => void handedOver.push(...messages);
  const slowWaits: { message: DeliveryMessage; at: Instant }[] = [];
  const { fast } = office.desk.lanes;
  const slow = { send, sendAt: async (message: DeliveryMessage, at: Instant) => void slowWaits.push({ message, at }) };
  const inFlight = new InFlight(FAST_PLACES);
  const desk: DeliveryDesk = { ...office.desk, lane: 'fast', inFlight, lanes: { fast, slow } };
  return { ...office, desk, handedOver, slowWaits };
}
