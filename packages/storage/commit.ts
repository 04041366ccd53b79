import * as z from 'zod';
import { type Actor, actorSchema } from '#domain/actor.ts';
import { CONFIGURATION_EVENT_TYPES } from '#domain/event-types.ts';
import { type HandoffEvent, handoffFactSchema } from '#domain/handoff/events.ts';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import { wholeSecond } from '#domain/recorded-event.ts';
import { canonicalInstantSchema, type Mode, modeSchema } from '#domain/wire.ts';
import type { Attributes, Item } from './attributes.ts';
import { tenantOfDeletion } from './deletion-store.ts';
import type { ItemKey, Write } from './tenant-table.ts';

/** Marks the items that the relay publishes; the stream's filter knows it too. */
export const COMMIT_KIND = 'commit';

const partialFactSchema = once(() => z.looseObject({ type: z.string(), data: z.unknown() }));

const handoffCommitSchema = once(() =>
  z.strictObject({
    handoffId: z.string(),
    /** Sequence of the first event; the others follow on. */
    sequence: z.number().int().positive(),
    /** Instant and actor of the events that name none of their own. */
    at: canonicalInstantSchema(),
    by: actorSchema(),
    facts: z.array(partialFactSchema()).min(1),
  }),
);

/** What one command did to a handoff, as one item. What its events have in common is written once. */
export function encodeHandoffCommit(events: readonly HandoffEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new Error('a commit has events');
  const { occurredAt: at, actor: by } = last;
  const facts = events.map(({ handoffId: _h, sequence: _s, occurredAt, actor, ...fact }) => ({
    ...fact,
    ...(occurredAt === at ? {} : { occurredAt }),
    ...(sameActor(actor, by) ? {} : { actor }),
  }));
  return JSON.stringify({ handoffId: first.handoffId, sequence: first.sequence, at, by, facts });
}

export function decodeHandoffCommit(doc: string): HandoffEvent[] {
  const { handoffId, sequence, at, by, facts } = handoffCommitSchema().parse(JSON.parse(doc));
  return facts.map((fact, index) => ({
    ...handoffFactSchema().parse({ occurredAt: at, actor: by, ...fact }),
    handoffId,
    sequence: sequence + index,
  }));
}

function sameActor(a: Actor, b: Actor): boolean {
  return a.type === b.type && a.id === b.id;
}

const configurationEventSchema = once(() =>
  z.strictObject({
    id: z.string(),
    type: z.enum(CONFIGURATION_EVENT_TYPES),
    occurredAt: canonicalInstantSchema(),
    tenantId: z.string(),
    mode: modeSchema(),
    actor: actorSchema(),
    data: z.unknown(),
  }),
);
export type ConfigurationEvent = z.infer<ReturnType<typeof configurationEventSchema>>;

/** A write that publishes a fact about a tenant's configuration, to go with the write that made it true. */
export function configurationCommit(event: ConfigurationEvent): Write {
  return {
    put: { partition: 'events', sort: event.id },
    attributes: { kind: COMMIT_KIND, doc: JSON.stringify({ configuration: event }) },
    ifVersion: 0,
  };
}

/** The fact that `configurationCommit` wrote. Throws if it is not one. */
export function decodeConfigurationCommit(doc: string): ConfigurationEvent {
  return z.object({ configuration: configurationEventSchema() }).parse(JSON.parse(doc)).configuration;
}

export const COMMIT_PREFIX = 'commit#';

/** Commits are keyed by their last sequence, so that those after a sequence are the ones with a greater key. */
export function handoffCommitKey(handoffId: string, lastSequence: number): ItemKey {
  return { partition: `handoff#${handoffId}`, sort: `${COMMIT_PREFIX}${String(lastSequence).padStart(6, '0')}` };
}

/** The sequence of the last event of a commit, which its key is made of. */
export function lastSequenceOf({ sort }: Item): number {
  return Number(sort.slice(COMMIT_PREFIX.length));
}

export function handoffCommitWrite(events: readonly HandoffEvent[], recordedAt: Instant): Write {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a commit has events');
  return {
    put: handoffCommitKey(last.handoffId, last.sequence),
    attributes: { kind: COMMIT_KIND, ...recordedAttribute(recordedAt), doc: encodeHandoffCommit(events) },
    ifVersion: 0,
  };
}

/** When something was recorded, as an attribute of its item: seconds since the epoch. */
export function recordedAttribute(recordedAt: Instant): { readonly recordedAt: number } {
  return { recordedAt: Math.floor(epochOf(recordedAt) / 1000) };
}

const recordedSchema = once(() => z.int().nonnegative());

/** When an item says that it was recorded. Throws if it does not say. */
export function recordedAtOf(attributes: Attributes): Instant {
  return instantFromEpoch(recordedSchema().parse(attributes['recordedAt']) * 1000);
}

/** The events of the commit of a handoff, and the size of its text. Throws if it is none. */
export function readHandoffCommit({ doc }: Attributes): { readonly events: HandoffEvent[]; readonly bytes: number } {
  const text = String(doc);
  return { events: decodeHandoffCommit(text), bytes: Buffer.byteLength(text) };
}

/** A commit as the relay reads it off the stream. */
export interface StreamedCommit {
  readonly tenantId: string;
  readonly mode: Mode;
  readonly events: readonly PublishedEvent[];
  /** The handoff that it moved on, and to which version; absent for configuration. */
  readonly handoff?: { readonly id: string; readonly version: number };
  /** It changed owners, queues or calendars. */
  readonly staffing?: true;
  /** A replay that was asked for. */
  readonly replayId?: string;
  /** The tenant was closed, and is to be deleted. */
  readonly closed?: true;
}

const KEY_PATTERN = /^T#(ten_[0-9A-Z]{26})#(live|test)#/;

/** A commit that says when it was made, in whole seconds. */
export interface RecordedCommit extends StreamedCommit {
  readonly recordedAt: Instant;
}

/** Reads a commit by its partition key and attributes. Throws if it is not one. */
export function readCommit(partitionKey: string, attributes: Attributes): RecordedCommit {
  const { tenantId, mode } = tenantOf(partitionKey);
  const doc = String(attributes['doc']);
  const parsed: unknown = JSON.parse(doc);
  const configuration = z.object({ configuration: configurationEventSchema() }).safeParse(parsed);
  if (configuration.success) {
    const event = configuration.data.configuration;
    return { tenantId, mode, recordedAt: wholeSecond(event.occurredAt), events: [event] };
  }
  const events = decodeHandoffCommit(doc);
  const last = events.at(-1);
  if (last === undefined) throw new Error('a commit has events');
  return {
    tenantId,
    mode,
    recordedAt: recordedAtOf(attributes),
    events: events.map((event) => publishHandoffEvent(event, tenantId, mode)),
    handoff: { id: last.handoffId, version: last.sequence },
  };
}

/** Reads the stamp of a change to owners, queues or calendars. Throws if it is not a tenant's. */
export function readStaffingStamp(partitionKey: string): StreamedCommit {
  return { ...tenantOf(partitionKey), events: [], staffing: true };
}

/** Reads the request for a replay. Throws if it is not a tenant's. */
export function readReplayRequest(partitionKey: string, replayId: string): StreamedCommit {
  return { ...tenantOf(partitionKey), events: [], replayId };
}

/** Reads the request to delete a tenant, which is of no mode. Throws if it is none. */
export function readDeletionRequest(partitionKey: string): StreamedCommit {
  const tenantId = tenantOfDeletion(partitionKey);
  if (tenantId === undefined) throw new Error('a deletion names its tenant');
  return { tenantId, mode: 'live', events: [], closed: true };
}

function tenantOf(partitionKey: string): { readonly tenantId: string; readonly mode: Mode } {
  const [, tenantId, world] = KEY_PATTERN.exec(partitionKey) ?? [];
  if (tenantId === undefined) throw new Error('a commit lives under a tenant');
  return { tenantId, mode: modeSchema().parse(world) };
}
