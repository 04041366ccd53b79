import * as z from 'zod';
import { addSeconds, epochOf, type Instant } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { type PublishedEvent, publishedEventSchema } from '#domain/published-event.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import type { Attributes, Item } from './attributes.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import type { ItemKey } from './tenant-table.ts';

/** How long the log keeps an event. DynamoDB removes it some time later, so readers look no further back than this. */
export const EVENTS_KEPT_SECONDS = 90 * 24 * 3600;

/** The instant before which nothing is shown any more. */
export function oldestKept(now: Instant): Instant {
  return addSeconds(now, -EVENTS_KEPT_SECONDS);
}

/** A tenant's log is spread over this many partitions, each good for 1,000 writes a second. It may grow, not shrink. */
const SHARDS = 4;
/** About what the item's keys and expiry take up. */
const KEY_BYTES = 150;

/** What the log keeps of one commit. */
export interface LogEntry {
  /** When it was made, in whole seconds, as the commit itself says. */
  readonly recordedAt: Instant;
  readonly events: readonly PublishedEvent[];
}

export interface LoggedEvent extends RecordedEvent {
  /** Its place in the log, for `after`. The places of a log's events order them. */
  readonly position: string;
}

/** What was recorded by one commit, and the size of its text. */
export interface LoggedCommit {
  readonly events: readonly LoggedEvent[];
  readonly bytes: number;
}

export const SHARD_PARTITIONS: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => shardName(shard));

/** The place of a commit in the log. `sequence` is that of its last event, 0 for what is of no handoff. */
export function placeInLog(recordedAt: Instant, id: string, sequence: number): string {
  return `${recordedAt}#${id}#${String(sequence).padStart(6, '0')}`;
}

export function logItems({ recordedAt, events }: LogEntry): { key: ItemKey; attributes: Attributes }[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const { id, handoffId = id, sequence = 0 } = last;
  const expiresAt = Math.floor(epochOf(recordedAt) / 1000) + EVENTS_KEPT_SECONDS;
  const attributes = { expiresAt, ...pack(JSON.stringify({ events }), KEY_BYTES) };
  return [{ key: { partition: shardOf(handoffId), sort: placeInLog(recordedAt, handoffId, sequence) }, attributes }];
}

/** By the last character of the id, which is random. */
function shardOf(id: string): string {
  return shardName(id.charCodeAt(id.length - 1) % SHARDS);
}

function shardName(shard: number): string {
  return `event-log#${shard}`;
}

const storedSchema = once(() => z.strictObject({ events: z.array(publishedEventSchema()).min(1) }));

/** What an item of the log keeps. @throws StoredItemError */
export function readLoggedCommit({ sort, attributes }: Item): LoggedCommit {
  return readStored('commit of the event log', () => {
    const text = unpack(attributes);
    const { events } = storedSchema().parse(JSON.parse(text));
    const recordedAt = sort.slice(0, sort.indexOf('#')) as Instant; // written above, from an instant
    return { events: inPlace(sort, recordedAt, events), bytes: Buffer.byteLength(text) };
  });
}

/** The events of a commit that is at `place`, each with its own. */
export function inPlace(place: string, recordedAt: Instant, events: readonly PublishedEvent[]): readonly LoggedEvent[] {
  return events.map((event, index) => ({ event, recordedAt, position: `${place}#${index}` }));
}
