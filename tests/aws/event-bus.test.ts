import type { EventBridgeClient, PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { createEventBus } from '#aws/event-bus.ts';
import { addSeconds } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { BIRTH } from '../support/instants.ts';
import { answering } from './support/answering.ts';

const event = (sequence: number, filling = ''): PublishedEvent => ({
  id: `evt_00000000000000000000000001_${String(sequence).padStart(6, '0')}`,
  type: 'handoff.completed',
  occurredAt: BIRTH,
  tenantId: 'ten_00000000000000000000000001',
  mode: 'live',
  handoffId: 'hnd_00000000000000000000000001',
  sequence,
  actor: { type: 'system', id: 'deadline' },
  data: { outcome: { filling } },
});

/** An event as it is given to the bus: recorded a while after it happened. */
const RECORDED_AT = addSeconds(BIRTH, 60);
const recorded = (sequence: number) => ({ event: event(sequence), recordedAt: RECORDED_AT });

function bus(answer: (input: PutEventsCommandInput) => unknown = () => ({ FailedEntryCount: 0 })) {
  const { client, sent } = answering<EventBridgeClient, PutEventsCommandInput>(answer);
  return { bus: createEventBus(client, 'baton'), sent };
}

test('an event is put on the named bus whole, under its own type and the instant in which it was recorded', async () => {
  const { bus: target, sent } = bus();
  await target.publish([recorded(1)]);
  expect(sent).toEqual([
    {
      Entries: [
        {
          EventBusName: 'baton',
          Source: 'baton',
          DetailType: 'handoff.completed',
          Time: new Date(RECORDED_AT),
          Detail: JSON.stringify(event(1)),
          Resources: [],
        },
      ],
    },
  ]);
});

test('an event that the bus did not take is an error, although the call succeeded', async () => {
  const { bus: target } = bus(() => ({ FailedEntryCount: 1, Entries: [{ EventId: '1' }, { ErrorCode: 'Throttled' }] }));
  await expect(target.publish([recorded(1), recorded(2)])).rejects.toThrow('did not take 1 of 2');
});

test('of many events none is lost, none moved, and no call is larger than EventBridge takes', async () => {
  const events = Array.from({ length: 25 }, (_, index) => event(index + 1, 'é'.repeat(index % 3 === 0 ? 50_000 : 10)));
  const { bus: target, sent } = bus();
  await target.publish(events.map((one) => ({ event: one, recordedAt: RECORDED_AT })));
  const calls = sent.map(({ Entries = [] }) => Entries.map(({ Detail = '' }) => Detail));
  expect(calls.flat()).toEqual(events.map((one) => JSON.stringify(one)));
  expect(Math.max(...calls.map((details) => details.length))).toBeLessThanOrEqual(10);
  expect(Math.max(...calls.map((details) => Buffer.byteLength(details.join(''))))).toBeLessThanOrEqual(256 * 1024);
});

test('nothing is published after a call that failed', async () => {
  const { bus: target, sent } = bus(() => ({ FailedEntryCount: 1 }));
  await expect(target.publish(Array.from({ length: 11 }, (_, index) => recorded(index + 1)))).rejects.toThrow();
  expect(sent).toHaveLength(1);
});

test('no call is made for no events', async () => {
  const { bus: target, sent } = bus();
  await target.publish([]);
  expect(sent).toEqual([]);
});
