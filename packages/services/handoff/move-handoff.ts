import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { decide } from '#domain/handoff/decide.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import { type Handoff, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { Placement } from '#storage/placement.ts';
import { type CallContext, concurrentUpdate, notFound } from '../context.ts';
import { type Refusal, refusalOf } from '../refusal.ts';
import { type AuditedChange, auditChange } from '../tenancy/audit-change.ts';
import { bringUp } from './bring-up.ts';
import { type ChosenHandoffs, doneSince } from './chosen-handoffs.ts';
import { type ClockMove, clockMoves, type HandoffUnderTerms } from './clock-moves.ts';
import { momentOf } from './moment.ts';

/** How often a move is decided anew because something else happened to the handoff meanwhile. */
const ATTEMPTS = 5;

/** What is done to each of many handoffs. */
export interface Move {
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

export function isConcerned(handoff: Handoff, { concerns }: Move): boolean {
  return !TERMINAL_STATES.has(handoff.state) && concerns(handoff);
}

/** What a run before this one has done to it, or else what is done now. */
export async function moveAgain(
  context: CallContext,
  move: Move,
  [id, version]: ChosenHandoffs['handoffs'][number],
): Promise<MovedHandoff | undefined> {
  const stored = await context.stores.handoffs.get(id);
  if (stored === undefined) return undefined;
  const done = await doneSince(context, stored, version, move.isDone);
  if (done === undefined) return moveHandoff(context, move, stored, false);
  const underTerms = async (handoff: Handoff): Promise<HandoffUnderTerms> => {
    const { terms } = await context.terms.get(context, handoff);
    return { handoff, terms };
  };
  const clocks = clockMoves(await underTerms(done.before), await underTerms(done.after), done.at);
  return { handoff: done.before, clocks };
}

/** Undefined: there is nothing to be done any more. */
export async function moveHandoff(
  context: CallContext,
  move: Move,
  found: Handoff,
  dryRun: boolean,
): Promise<MovedHandoff | undefined> {
  try {
    return await decided(context, move, found, dryRun);
  } catch (error) {
    return { handoff: found, clocks: [], error: refusalOf(error) };
  }
}

/** Decides on `found`, and where that has changed before it could be written, on what is then there. */
async function decided(
  context: CallContext,
  move: Move,
  found: Handoff,
  dryRun: boolean,
): Promise<MovedHandoff | undefined> {
  let handoff = found;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (!isConcerned(handoff, move)) return undefined;
    const { before, after, now, events, placement } = await outcomeOf(context, move, handoff, attempt > 1);
    const moved = { handoff, clocks: clockMoves(before, after, now) };
    if (dryRun) return moved;
    const audit = auditChange(context, { kind: 'handoff', id: handoff.id, ...move.audited(handoff) });
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

async function outcomeOf(context: CallContext, { plan }: Move, stored: Handoff, fresh: boolean): Promise<Outcome> {
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
