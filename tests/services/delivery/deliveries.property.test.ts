import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { deliverySchema } from '#domain/webhook/delivery.ts';
import { deliveryId } from '#domain/webhook/delivery-id.ts';
import type { AttemptOutcome } from '#domain/webhook/outcome.ts';
import { isOpen } from '#domain/webhook/replay.ts';
import { startReplay } from '#services/replay/start-replay.ts';
import { stopReplay } from '#services/replay/stop-replay.ts';
import { retryDelivery } from '#services/webhook/retry-delivery.ts';
import { configurationCommit } from '#storage/commit.ts';
import { DOWN, EVENT, endpointOf, FIRST, OK } from '../support/delivery.ts';
import { PostOffice } from './simulation/post-office.ts';

const HANGS: AttemptOutcome = { kind: 'timeout', latencyMs: 15_000, phase: 'response' };
const LATE: AttemptOutcome = { ...OK, latencyMs: 14_000 };
const EVENTS = 3;
const ENDPOINT = FIRST.endpointId;

function eventAt(index: number): PublishedEvent & { readonly type: 'webhook_endpoint.disabled' } {
  const { handoffId: _, sequence: _sequence, ...parts } = EVENT;
  return { ...parts, id: `evt_0000000000000000000000000${index}`, type: 'webhook_endpoint.disabled' };
}

type Step =
  | { readonly do: 'send' | 'retry'; readonly event: number; readonly fuse?: number | undefined }
  | { readonly do: 'replay'; readonly undeliveredOnly: boolean; readonly fuse?: number | undefined }
  | { readonly do: 'hand over'; readonly fuse?: number | undefined }
  | { readonly do: 'answer'; readonly outcome: AttemptOutcome }
  | { readonly do: 'enable'; readonly enabled: boolean }
  | { readonly do: 'limit'; readonly rateLimit: number | undefined }
  | { readonly do: 'duplicate' | 'cancel' };

const fuse = fc.option(fc.nat({ max: 8 }), { nil: undefined });
const event = fc.nat({ max: EVENTS - 1 });
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const), event }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('retry' as const), event, fuse }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('replay' as const), undeliveredOnly: fc.boolean(), fuse }) },
    { weight: 8, arbitrary: fc.record({ do: fc.constant('hand over' as const), fuse }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('answer' as const), outcome: fc.constantFrom(OK, LATE, DOWN, HANGS) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('enable' as const), enabled: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('limit' as const), rateLimit: fc.constantFrom(undefined, 1, 3) }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('duplicate' as const, 'cancel' as const) }) },
  ),
  { maxLength: 40 },
);

const SWITCHED_OFF_BEFORE_A_RETRY: readonly Step[] = [
  { do: 'send', event: 2 },
  { do: 'hand over' },
  { do: 'retry', event: 2 },
  { do: 'enable', enabled: false },
];

/** Of the delivery of that event, which was recorded when all of them were. */
function idOf(index: number): string {
  return deliveryId({ endpointId: ENDPOINT, eventId: eventAt(index).id, recordedAt: FIRST.recordedAt });
}

async function change(office: PostOffice, parts: object): Promise<void> {
  const { endpoints } = office.system.context().stores;
  const present = await endpoints.get(ENDPOINT);
  if (present !== undefined) await endpoints.save({ ...present, ...parts, version: present.version + 1 });
}

async function replays(office: PostOffice) {
  const { data } = await office.system.context().stores.replays.list(ENDPOINT, { limit: 100 });
  return data;
}

async function take(office: PostOffice, step: Step): Promise<void> {
  switch (step.do) {
    case 'send':
      office.put({ at: office.system.clock.now, delivery: { ...FIRST, event: eventAt(step.event) } });
      break;
    case 'retry':
      await office.call((context) => retryDelivery(context, idOf(step.event)), step.fuse);
      break;
    case 'replay': {
      const input = { eventIds: [0, 1, 2].map((each) => eventAt(each).id), undeliveredOnly: step.undeliveredOnly };
      await office.call((context) => startReplay(context, ENDPOINT, input), step.fuse);
      break;
    }
    case 'hand over':
      await office.step(step.fuse);
      break;
    case 'answer':
      office.answer = step.outcome;
      break;
    case 'enable':
      await change(office, { enabled: step.enabled });
      break;
    case 'limit':
      await change(office, { rateLimit: step.rateLimit });
      break;
    case 'duplicate':
      office.duplicate();
      break;
    case 'cancel': {
      const open = (await replays(office)).find((replay) => replay.kind === 'replay' && isOpen(replay));
      if (open !== undefined) await office.call((context) => stopReplay(context, open.id));
    }
  }
  for (const { id } of await replays(office)) office.relay(id);
}

async function furnish(): Promise<PostOffice> {
  const office = new PostOffice();
  const { stores, tenantId, mode, now } = office.system.context();
  const configuration = (index: number) => {
    const { id, type, actor, data } = eventAt(index);
    return configurationCommit({ id, type, occurredAt: now, tenantId, mode, actor, data });
  };
  await stores.endpoints.save(endpointOf(), [0, 1, 2].map(configuration));
  return office;
}

test('whatever is sent, retried, replayed, repeated, switched off or dies half way: each record stays valid, every replay ends, nothing waits for a message that does not come, and a retry at last gets through', async () => {
  const guarantee = fc.asyncProperty(steps, async (taken) => {
    const office = await furnish();
    for (const step of taken) await take(office, step);
    await office.drain();
    const { stores } = office.system.context();
    const read = () => stores.deliveries.getMany([0, 1, 2].map(idOf));
    for (const delivery of await read()) {
      expect(delivery.status).not.toBe('pending');
      expect(deliverySchema().parse(JSON.parse(JSON.stringify(delivery)))).toEqual(delivery);
    }
    expect((await replays(office)).filter(isOpen)).toEqual([]);
    const listed = await stores.deliveries.list(ENDPOINT, { limit: 10 });
    expect(new Set(listed.data.map(({ id }) => id))).toEqual(new Set((await read()).map(({ id }) => id)));

    office.answer = OK;
    await change(office, { enabled: true, rateLimit: 2 });
    office.system.clock.now = addSeconds(office.system.clock.now, 60);
    for (const index of [0, 1, 2]) await take(office, { do: 'retry', event: index });
    await office.drain();
    for (const delivery of await read()) expect(delivery.status).toBe('delivered');
  });
  await fc.assert(guarantee, { numRuns: 250, examples: [[SWITCHED_OFF_BEFORE_A_RETRY]] });
});
