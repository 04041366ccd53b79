import * as z from 'zod';
import { actorSchema } from '#domain/actor.ts';
import { CONFIGURATION_EVENT_TYPES } from '#domain/event-types.ts';
import type { Instant } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import { wholeSecond } from '#domain/recorded-event.ts';
import { canonicalInstantSchema, type Mode, modeSchema } from '#domain/wire.ts';
import type { Attributes } from './attributes.ts';
import { tenantOfDeletion } from './deletion-store.ts';
import { decodeHandoffCommit, recordedAtOf } from './handoff-commit.ts';
import { unpack } from './packed.ts';
import { COMMIT_KIND } from './table.ts';
import type { Write } from './tenant-table.ts';

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
const configurationSchema = once(() => z.object({ configuration: configurationEventSchema() }));
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
  return configurationSchema().parse(JSON.parse(doc)).configuration;
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
  /** Something about the tenant itself was changed. */
  readonly changed?: true;
}

const KEY_PATTERN = /^T#(ten_[0-9A-Z]{26})#(live|test)#/;

/** A commit that says when it was made, in whole seconds. */
export interface RecordedCommit extends StreamedCommit {
  readonly recordedAt: Instant;
}

/** Reads a commit by its partition key and attributes. Throws if it is not one. */
export function readCommit(partitionKey: string, attributes: Attributes): RecordedCommit {
  const { tenantId, mode } = tenantOf(partitionKey);
  const text = unpack(attributes);
  const configuration = configurationSchema().safeParse(JSON.parse(text));
  if (configuration.success) {
    const event = configuration.data.configuration;
    return { tenantId, mode, recordedAt: wholeSecond(event.occurredAt), events: [event] };
  }
  const events = decodeHandoffCommit(text);
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

/** Reads a change of a tenant itself, which is of no mode. Throws if it is none. */
export function readTenantChange(partitionKey: string): StreamedCommit {
  const [, tenantId] = /^T#(ten_[0-9A-Z]{26})#account#tenant$/.exec(partitionKey) ?? [];
  if (tenantId === undefined) throw new Error('a tenant lives under its own id');
  return { tenantId, mode: 'live', events: [], changed: true };
}

function tenantOf(partitionKey: string): { readonly tenantId: string; readonly mode: Mode } {
  const [, tenantId, world] = KEY_PATTERN.exec(partitionKey) ?? [];
  if (tenantId === undefined) throw new Error('a commit lives under a tenant');
  return { tenantId, mode: modeSchema().parse(world) };
}
