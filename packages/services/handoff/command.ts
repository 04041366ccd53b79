import type { Assignee } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { decide } from '#domain/handoff/decide.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import { type Handoff, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { TravellingPacket } from '#domain/packet/inherited.ts';
import { backOff } from '#storage/back-off.ts';
import { ownerOf } from '#storage/owner-loads.ts';
import { type Placement, together } from '#storage/placement.ts';
import { type CallContext, concurrentUpdate, notFound, staleVersion } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { bringUp, type Present } from './bring-up.ts';
import { loadDirectory } from './directory.ts';
import { momentOf } from './moment.ts';
import { type HandoffView, viewHandoff } from './view.ts';

/** How often a command is decided anew because something else happened to the handoff meanwhile. */
const ATTEMPTS = 12;

/** From this attempt on the pauses between them grow no longer. */
const LONGEST_PAUSE = 5;

/** What a verb makes of the handoff, brought up to now: the command, and whom deciding it asks about. */
export type PlanCommand = (
  state: Handoff,
  compiled: CompiledTerms,
  now: Instant,
  /** How often a plan before this one was refused because of others' turns and loads. */
  contended: number,
) => Promise<PlannedCommand> | PlannedCommand;

export interface PlannedCommand {
  readonly command: HandoffCommand;
  readonly asks?: readonly Assignee[];
  /** The packet of the attempt that begins with it. */
  readonly packet?: TravellingPacket;
  /** What goes with it because routing was asked. */
  readonly placement?: Placement;
}

/**
 * Brings the handoff up to now, applies a command to it, and writes both in one. A command that loses a race is decided
 * anew on what is then there. Time does not run backwards for a handoff: what came first in the table came first.
 *
 * @throws DomainError `not_found`, `concurrent_update`, and what the command itself is refused for
 */
export async function commandHandoff(
  context: CallContext,
  id: string,
  plan: PlanCommand,
  ifVersion?: number,
): Promise<HandoffView> {
  const { stores, actor } = context;
  let contended = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    await backOff(Math.min(attempt, LONGEST_PAUSE));
    const stored = await stores.handoffs.get(id);
    if (stored === undefined) throw notFound('handoff', id);
    if (ifVersion !== undefined && ifVersion !== stored.version) throw staleVersion('handoff', id, stored.version);
    const compiled = await context.terms.get(context, stored);
    const { terms } = compiled;
    const now = await momentOf(context, stored);
    const present = await bringUp(context, stored, { terms, now, fresh: contended > 0 });
    const { command, asks = [], packet, placement = {} } = await plan(present.state, compiled, now, contended);
    const directory = await loadDirectory(context, asks);
    const facts = decide(present.state, command, { terms, directory, now, actor });
    const done = applyFacts(id, present.state, facts);
    const after = await broughtUp(context, done.state, stored, { terms, now, fresh: contended > 0 });
    const events = [...present.events, ...done.events, ...after.events];
    const placements = [after.placement, placement, present.placement];
    const all = together(placements, ownerOf(after.state), (ownerId) => directory.boundOf(ownerId));
    const written = await stores.handoffs.commit(stored, after.state, events, { packet, placement: all });
    if (written === 'contended') contended += 1;
    if (written === 'written') {
      if (isEnded(after.state) && !isEnded(stored)) context.openHandoffs.note(-1);
      return viewHandoff(after.state, { terms: after.terms, directory, now });
    }
  }
  throw concurrentUpdate('handoff', id);
}

function isEnded({ state }: Handoff): boolean {
  return TERMINAL_STATES.has(state);
}

/** What a command makes due at once, such as the step of a target that has passed, is part of what it did. */
async function broughtUp(
  context: CallContext,
  state: Handoff,
  before: Handoff,
  { terms, ...moment }: { readonly terms: Terms; readonly now: Instant; readonly fresh: boolean },
): Promise<Present & { readonly terms: Terms }> {
  const after = await termsAfter(context, before, state, terms);
  return { terms: after, ...(await bringUp(context, state, { terms: after, ...moment })) };
}

/** The terms that the handoff goes by now: others than before, where the command changed just that. */
async function termsAfter(context: CallContext, before: Handoff, after: Handoff, terms: Terms): Promise<Terms> {
  const same = before.contractVersion === after.contractVersion && before.calendars === after.calendars;
  return same ? terms : (await context.terms.get(context, after)).terms;
}
