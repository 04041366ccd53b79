import { isDeepStrictEqual } from 'node:util';
import { type BatonEvent, eventPageSchema } from './answers.ts';
import { expect } from './failure.ts';
import { seconds } from './median.ts';
import { namesOf, type Scene } from './scene.ts';
import type { Submitted } from './submit.ts';
import { table } from './table.ts';

/** What must have happened, in this order; other events may lie between. */
const STORY = [
  'handoff.submitted',
  'handoff.assigned',
  'clock.started',
  'clock.warned',
  'clock.breached',
  'escalation.triggered',
  'handoff.reassigned',
  'handoff.accepted',
  'handoff.completed',
];

const DELIVERY_LIMIT_MS = 30_000;

/** The handoff's events, which tell the whole story once, in sequence and without a gap. */
export async function readTimeline({ display, api }: Scene, { handoff }: Submitted): Promise<readonly BatonEvent[]> {
  return await display.step('Read the timeline', async ({ summary }) => {
    const events: BatonEvent[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
      const path = `/v1/handoffs/${handoff.id}/events${query}`;
      const page = await api.call({ method: 'GET', path }, 200, eventPageSchema);
      events.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== null);
    events.forEach(({ sequence }, index) => {
      expect(sequence === index + 1, `event ${index + 1} of the timeline has the sequence ${sequence}`);
    });
    expectStory(events);
    summary(`${events.length} events, gapless, one breach`);
    return events;
  });
}

/** Throws DemoFailure unless `events` tell the story, with one breach. */
export function expectStory(events: readonly Pick<BatonEvent, 'type'>[]): void {
  let next = 0;
  for (const { type } of events) if (type === STORY[next]) next += 1;
  expect(next === STORY.length, `the timeline should have ${STORY[next]} after ${STORY[next - 1] ?? 'its beginning'}`);
  const breaches = events.filter(({ type }) => type === 'clock.breached').length;
  expect(breaches === 1, `there should be one breach, not ${breaches}`);
}

/** Every event of the timeline reaches the receiver, signed, as the timeline has it and under one id. */
export async function expectAllDelivered(scene: Scene, events: readonly BatonEvent[]): Promise<void> {
  const { display, receiver, signal } = scene;
  await display.step('Every event has reached the receiver, every signature verified', async ({ summary, doing }) => {
    const limit = { milliseconds: DELIVERY_LIMIT_MS, signal };
    for (const event of events) {
      doing(event.type);
      const found = await receiver.waitFor(`${event.type} (${event.id})`, (each) => each.event.id === event.id, limit);
      expect(isDeepStrictEqual(found.event, event), `${event.type} was delivered with other content than it has`);
    }
    receiver.expectAllVerified();
    const deliveries = receiver.deliveries();
    const pairs = new Set(deliveries.map(({ webhookId, event }) => `${webhookId} ${event.id}`));
    const webhookIds = new Set(deliveries.map(({ webhookId }) => webhookId));
    const eventIds = new Set(deliveries.map(({ event }) => event.id));
    expect(pairs.size === webhookIds.size && pairs.size === eventIds.size, 'events and webhook ids do not correspond');
    summary(`${deliveries.length} deliveries verified with standardwebhooks`);
  });
}

/** The timeline as lines: sequence, event, when, how late it was noticed, by whom, and what it says. */
export function timelineTable(scene: Scene, events: readonly BatonEvent[]): readonly string[] {
  const names = namesOf(scene);
  return table(
    ['#', 'event', 'occurred (UTC)', 'noticed', 'by', 'what'],
    events.map((event) => [
      String(event.sequence),
      event.type,
      event.occurredAt.slice(11, -1),
      lateness(event),
      event.actor.type === 'system' ? 'Baton' : 'API key',
      whatOf(event, names),
    ]),
  );
}

/** How long after it occurred the event was noticed; nothing where it was noticed at once. */
function lateness({ occurredAt, detectedAt }: BatonEvent): string {
  if (detectedAt === undefined) return '';
  return `+${seconds(Date.parse(detectedAt) - Date.parse(occurredAt))}`;
}

function whatOf({ data }: BatonEvent, names: ReadonlyMap<string, string>): string {
  const nameOf = (holder: unknown): string | undefined => {
    const id = typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'ownerId') : holder;
    return typeof id === 'string' ? names.get(id) : undefined;
  };
  const parts = [
    data['clock'],
    data['stepId'],
    typeof data['fraction'] === 'number' ? `${data['fraction'] * 100} %` : undefined,
    nameOf(data['ownerId']),
    nameOf(data['to'] ?? data['reassignedTo']),
  ];
  return parts.filter((part) => typeof part === 'string').join(' ');
}
