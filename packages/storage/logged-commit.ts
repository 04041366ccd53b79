import * as z from 'zod';
import type { Subject } from '#domain/handoff/parts.ts';
import { addSeconds, epochOf, type Instant } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { type PublishedEvent, publishedEventSchema } from '#domain/published-event.ts';
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

export type SubjectRef = Pick<Subject, 'type' | 'id'>;

/** What the log keeps of one commit. */
export interface LogEntry {
  /** When the table wrote the commit, in whole seconds: known from the stream, so it is the same each time. */
  readonly recordedAt: Instant;
  readonly events: readonly PublishedEvent[];
  /** The customer whose handoff it moved on; absent for configuration. */
  readonly subject?: SubjectRef;
}

export interface LoggedEvent {
  readonly event: PublishedEvent;
  readonly recordedAt: Instant;
  /** Its place in the log, for `after`. The places of a log's events order them. */
  readonly position: string;
}

export const SHARD_PARTITIONS: readonly string[] = Array.from({ length: SHARDS }, (_, shard) => shardName(shard));

/** The length tells where the type ends: types and ids are the tenant's own texts, and may hold any character. */
export function subjectPartition({ type, id }: SubjectRef): string {
  return `event-log-subject#${type.length}#${type}#${id}`;
}

/** A commit is one item, and another of the same content for its subject, so that a customer's are read alone. */
export function logItems({ recordedAt, events, subject }: LogEntry): { key: ItemKey; attributes: Attributes }[] {
  const last = events.at(-1);
  if (last === undefined) return [];
  const { id, handoffId = id, sequence = 0 } = last;
  const sort = `${recordedAt}#${handoffId}#${String(sequence).padStart(6, '0')}`;
  const expiresAt = Math.floor(epochOf(recordedAt) / 1000) + EVENTS_KEPT_SECONDS;
  const attributes = { expiresAt, ...pack(JSON.stringify({ events }), KEY_BYTES) };
  const partitions = [shardOf(handoffId), ...(subject === undefined ? [] : [subjectPartition(subject)])];
  return partitions.map((partition) => ({ key: { partition, sort }, attributes }));
}

/** By the last character of the id, which is random. */
function shardOf(id: string): string {
  return shardName(id.charCodeAt(id.length - 1) % SHARDS);
}

function shardName(shard: number): string {
  return `event-log#${shard}`;
}

const storedSchema = once(() => z.strictObject({ events: z.array(publishedEventSchema()).min(1) }));

/** The events of an item of the log, and the size of its text. @throws StoredItemError */
export function readLoggedCommit({ sort, attributes }: Item): {
  readonly events: readonly LoggedEvent[];
  readonly bytes: number;
} {
  return readStored('commit of the event log', () => {
    const text = unpack(attributes);
    const { events } = storedSchema().parse(JSON.parse(text));
    const recordedAt = sort.slice(0, sort.indexOf('#')) as Instant; // written above, from an instant
    const logged = events.map((event, index) => ({ event, recordedAt, position: `${sort}#${index}` }));
    return { events: logged, bytes: Buffer.byteLength(text) };
  });
}
