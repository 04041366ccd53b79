import type { Handoff } from '#domain/handoff/state.ts';
import type { HandoffCollection } from '#storage/handoff-lists.ts';
import type { CallContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { decodeCursor, encodeCursor } from '../page.ts';
import { chosenBefore, keepChosen } from '../undertaking.ts';
import { type ChosenHandoffs, chosenHandoffsSchema } from './chosen-handoffs.ts';
import { FIRST_ID, LAST_ID, positionOf } from './id-range.ts';
import { isConcerned, type Move, type MovedHandoff, moveAgain, moveHandoff } from './move-handoff.ts';

/** How many handoffs are looked at in one read, and how many such reads a request makes at the most. */
const READ_SIZE = 100;
const MAX_READS = 5;
/** Where a request says from where to go on. */
const POINTER = '/cursor';
/** How many handoffs are moved beside each other. */
const WIDTH = 8;

/** What a caller asks of a pass. */
export interface PassRequest {
  /** Tells what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** The most handoffs that this request moves. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How the handoffs of a pass are found, and what is done to each. */
export interface Pass extends Move {
  /** The version that they are to go by. */
  readonly toVersion: number;
  readonly collection: HandoffCollection;
}

export interface PassResult {
  readonly data: readonly MovedHandoff[];
  /** How many were moved, or would be. */
  readonly moved: number;
  /** How many were looked at and had nothing to be done. */
  readonly skipped: number;
  /** Where to go on; null once all have been looked at. */
  readonly nextCursor: string | null;
}

/**
 * Moves handoffs, the oldest first, a bounded number of them in one request. One that is refused holds up no other, and
 * one that was moved before is skipped, so that a pass can be repeated from anywhere. A request under a key keeps which ones
 * it has chosen: sent again after it was cut off, it moves the rest of these, and tells of all of them.
 *
 * @throws DomainError `validation_failed` for a cursor of another list
 */
export async function passOver(context: CallContext, pass: Pass, request: PassRequest): Promise<PassResult> {
  const chosen = chosenBefore(context, chosenHandoffsSchema);
  if (chosen !== undefined) {
    return resultOf(chosen, await inBatches(chosen.handoffs, WIDTH, (one) => moveAgain(context, pass, one)));
  }
  const found = await findConcerned(context, pass, request);
  if (!request.dryRun && found.handoffs.length > 0) await keepChosen(context, chosenOf(found, pass));
  const results = await inBatches(found.handoffs, WIDTH, (handoff) =>
    moveHandoff(context, pass, handoff, request.dryRun),
  );
  return resultOf(found, results);
}

interface Found {
  readonly handoffs: readonly Handoff[];
  readonly looked: number;
  readonly nextCursor: string | null;
}

function chosenOf({ handoffs, ...found }: Found, { toVersion }: Pass): ChosenHandoffs {
  return { ...found, handoffs: handoffs.map(({ id, version }) => [id, version]), toVersion };
}

function resultOf(
  { looked, nextCursor }: Pick<Found, 'looked' | 'nextCursor'>,
  results: readonly (MovedHandoff | undefined)[],
): PassResult {
  const data = results.flatMap((result) => result ?? []);
  const moved = data.filter(({ error }) => error === undefined).length;
  return { data, moved, skipped: looked - data.length, nextCursor };
}

async function findConcerned({ stores }: CallContext, pass: Pass, { limit, cursor }: PassRequest): Promise<Found> {
  const handoffs: Handoff[] = [];
  let looked = 0;
  let position = cursor === undefined ? undefined : positionOf(decodeCursor(cursor, POINTER), POINTER);
  for (let reads = 0; reads < MAX_READS; reads++) {
    // the bounds are inclusive, so the position itself comes again: one more is asked for
    const range = { low: position ?? FIRST_ID, high: LAST_ID, descending: false, limit: READ_SIZE + 1 };
    const listed = await stores.handoffs.list(pass.collection, range);
    const ids = listed.filter((id) => id !== position).slice(0, READ_SIZE);
    for (const handoff of await stores.handoffs.getMany(ids)) {
      looked += 1;
      position = handoff.id;
      if (isConcerned(handoff, pass)) handoffs.push(handoff);
      if (handoffs.length === limit) return { handoffs, looked, nextCursor: encodeCursor(handoff.id) };
    }
    position = ids.at(-1) ?? position;
    if (listed.length <= READ_SIZE) return { handoffs, looked, nextCursor: null };
  }
  return { handoffs, looked, nextCursor: position === undefined ? null : encodeCursor(position) };
}
