import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { decide } from '#domain/handoff/decide.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import { type Handoff, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { HandoffCollection } from '#storage/handoff-lists.ts';
import type { Placement } from '#storage/placement.ts';
import { type CallContext, concurrentUpdate, notFound } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { decodeCursor, encodeCursor } from '../page.ts';
import { type Refusal, refusalOf } from '../refusal.ts';
import { type AuditedChange, auditChange } from '../tenancy/audit-change.ts';
import { chosenBefore, keepChosen } from '../undertaking.ts';
import { bringUp } from './bring-up.ts';
import { type ChosenHandoffs, chosenHandoffsSchema, doneSince } from './chosen-handoffs.ts';
import { type ClockMove, clockMoves, type HandoffUnderTerms } from './clock-moves.ts';
import { FIRST_ID, LAST_ID, positionOf } from './id-range.ts';
import { momentOf } from './moment.ts';

/** How many handoffs are looked at in one read, and how many such reads a request makes at the most. */
const READ_SIZE = 100;
const MAX_READS = 5;
/** Where a request says from where to go on. */
const POINTER = '/cursor';
/** How many handoffs are moved beside each other. */
const WIDTH = 8;
/** How often a move is decided anew because something else happened to the handoff meanwhile. */
const ATTEMPTS = 5;

/** What a caller asks of a pass. */
export interface PassRequest {
  /** Tells what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** The most handoffs that this request moves. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** How the handoffs of a pass are found, and what is done to each. */
export interface Pass {
  /** The version that they are to go by. */
  readonly toVersion: number;
  readonly collection: HandoffCollection;
  /** Whether an open handoff is one that has to be moved. */
  readonly concerns: (handoff: Handoff) => boolean;
  readonly plan: (handoff: Handoff) => Promise<HandoffCommand>;
  /** Whether a handoff was moved so by this event. */
  readonly isDone: (event: HandoffEvent) => boolean;
  /** What the audit log says of each that is moved: in the past tense, and which members became others. */
  readonly audited: (handoff: Handoff) => Pick<AuditedChange, 'done' | 'before' | 'after'>;
}

/** What became of one handoff, or would. */
export interface MovedHandoff {
  readonly handoff: Handoff;
  readonly clocks: readonly ClockMove[];
  /** Why it was refused; then it is as it was. */
  readonly error?: Refusal;
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
  const results = await inBatches(found.handoffs, WIDTH, (handoff) => move(context, pass, handoff, request.dryRun));
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

function isConcerned(handoff: Handoff, { concerns }: Pass): boolean {
  return !TERMINAL_STATES.has(handoff.state) && concerns(handoff);
}

/** What a run before this one has done to it, or else what is done now. */
async function moveAgain(
  context: CallContext,
  pass: Pass,
  [id, version]: ChosenHandoffs['handoffs'][number],
): Promise<MovedHandoff | undefined> {
  const stored = await context.stores.handoffs.get(id);
  if (stored === undefined) return undefined;
  const done = await doneSince(context, stored, version, pass.isDone);
  if (done === undefined) return move(context, pass, stored, false);
  const underTerms = async (handoff: Handoff): Promise<HandoffUnderTerms> => {
    const { terms } = await context.terms.get(context, handoff);
    return { handoff, terms };
  };
  const clocks = clockMoves(await underTerms(done.before), await underTerms(done.after), done.at);
  return { handoff: done.before, clocks };
}

/** Undefined: there is nothing to be done any more. */
async function move(
  context: CallContext,
  pass: Pass,
  found: Handoff,
  dryRun: boolean,
): Promise<MovedHandoff | undefined> {
  try {
    return await decided(context, pass, found, dryRun);
  } catch (error) {
    return { handoff: found, clocks: [], error: refusalOf(error) };
  }
}

/** Decides on `found`, and where that has changed before it could be written, on what is then there. */
async function decided(
  context: CallContext,
  pass: Pass,
  found: Handoff,
  dryRun: boolean,
): Promise<MovedHandoff | undefined> {
  let handoff = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (!isConcerned(handoff, pass)) return undefined;
    const { before, after, now, events, placement } = await outcomeOf(context, pass, handoff, attempt > 1);
    const moved = { handoff, clocks: clockMoves(before, after, now) };
    if (dryRun) return moved;
    const audit = auditChange(context, { kind: 'handoff', id: handoff.id, ...pass.audited(handoff) });
    const noted = { placement: { ...placement, audit } };
    const written = await context.stores.handoffs.commit(handoff, after.handoff, events, noted);
    if (written === 'written') return moved;
    const changed = await context.stores.handoffs.get(handoff.id);
    if (changed === undefined) throw notFound('handoff', handoff.id);
    handoff = changed;
  }
  throw concurrentUpdate('handoff', found.id);
}

interface Outcome {
  /** Brought up to `now`, and not yet moved. */
  readonly before: HandoffUnderTerms;
  readonly after: HandoffUnderTerms;
  readonly now: Instant;
  readonly events: readonly HandoffEvent[];
  readonly placement: Placement;
}

async function outcomeOf(context: CallContext, { plan }: Pass, stored: Handoff, fresh: boolean): Promise<Outcome> {
  const { terms } = await context.terms.get(context, stored);
  const now = await momentOf(context, stored);
  const command = await plan(stored);
  const present = await bringUp(context, stored, { terms, now, fresh });
  const { directory, placement } = present;
  const facts = decide(present.state, command, { terms, directory, now, actor: context.actor });
  const done = applyFacts(stored.id, present.state, facts);
  const { terms: termsAfter } = await context.terms.get(context, done.state);
  return {
    before: { handoff: present.state, terms },
    after: { handoff: done.state, terms: termsAfter },
    now,
    events: [...present.events, ...done.events],
    placement,
  };
}
