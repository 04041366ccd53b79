import * as z from 'zod';
import { type Actor, actorSchema } from '#domain/actor.ts';
import { type HandoffEvent, handoffFactSchema } from '#domain/handoff/events.ts';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema } from '#domain/wire.ts';
import type { Attributes, Item } from './attributes.ts';
import { pack, unpack } from './packed.ts';
import { type Decision, decisionSchema } from './placement.ts';
import { COMMIT_KIND } from './table.ts';
import type { ItemKey, Write } from './tenant-table.ts';

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
    /** Why it went where it went by that; looked at by few readers, who parse it. */
    decision: z.unknown().optional(),
  }),
);

/** What one command did to a handoff, as one document. What its events have in common is written once. */
export function encodeHandoffCommit(events: readonly HandoffEvent[], decision?: Decision): string {
  const [first] = events;
  const last = events.at(-1);
  if (first === undefined || last === undefined) throw new Error('a commit has events');
  const { occurredAt: at, actor: by } = last;
  const facts = events.map(({ handoffId: _h, sequence: _s, occurredAt, actor, ...fact }) => ({
    ...fact,
    ...(occurredAt === at ? {} : { occurredAt }),
    ...(sameActor(actor, by) ? {} : { actor }),
  }));
  return JSON.stringify({ handoffId: first.handoffId, sequence: first.sequence, at, by, facts, decision });
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

export const COMMIT_PREFIX = 'commit#';

/** Above every sequence that a handoff can have. */
export const ABOVE_ALL = 999_999;

/** About what the keys and the other attributes of a commit take up. */
const KEY_BYTES = 150;

/** Commits are keyed by their last sequence, so that those after a sequence are the ones with a greater key. */
export function handoffCommitKey(handoffId: string, lastSequence: number): ItemKey {
  return { partition: `handoff#${handoffId}`, sort: `${COMMIT_PREFIX}${String(lastSequence).padStart(6, '0')}` };
}

/** The sequence of the last event of a commit, which its key is made of. */
export function lastSequenceOf({ sort }: Item): number {
  return Number(sort.slice(COMMIT_PREFIX.length));
}

export function handoffCommitWrite(events: readonly HandoffEvent[], recordedAt: Instant, decision?: Decision): Write {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a commit has events');
  const attributes = {
    kind: COMMIT_KIND,
    ...recordedAttribute(recordedAt),
    ...(decision === undefined ? {} : { decided: 1 }),
    ...pack(encodeHandoffCommit(events, decision), KEY_BYTES),
  };
  return { put: handoffCommitKey(last.handoffId, last.sequence), attributes, ifVersion: 0 };
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
export function readHandoffCommit(attributes: Attributes): { readonly events: HandoffEvent[]; readonly bytes: number } {
  const text = unpack(attributes);
  return { events: decodeHandoffCommit(text), bytes: Buffer.byteLength(text) };
}

/** The routing decision that a commit carried out; undefined if it did none, which is told without unpacking it. */
export function readDecision(attributes: Attributes): Decision | undefined {
  if (attributes['decided'] === undefined) return undefined;
  return decisionSchema().parse(handoffCommitSchema().parse(JSON.parse(unpack(attributes))).decision);
}
