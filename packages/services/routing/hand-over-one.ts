import type { Assignee } from '#domain/contract/routing.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { HolderRef } from '#domain/handoff/parts.ts';
import type { CallContext } from '../context.ts';
import { type ChosenHandoffs, doneSince } from '../handoff/chosen-handoffs.ts';
import { findHandoff, showHandoff } from '../handoff/get-handoff.ts';
import { momentOf } from '../handoff/moment.ts';
import { reassignHandoff } from '../handoff/reassign-handoff.ts';
import type { HandoffView } from '../handoff/view.ts';
import { type Refusal, refusalOf } from '../refusal.ts';
import type { HandOverTrial } from './hand-over-trial.ts';

/** How often one is looked at anew because something else happened to it meanwhile. */
const ATTEMPTS = 5;

/** What became of one handoff, or would. */
export interface HandedOver {
  readonly handoffId: string;
  /** As it is after it, or would be. */
  readonly state: HandoffView['state'];
  /** Whom it is with then; without an owner it waits in that queue. */
  readonly holder: HolderRef;
  /** Why it was refused; then it is as it was. */
  readonly error?: Refusal;
}

/** How each is taken from its owner. */
export interface OneHandOver {
  readonly from: string;
  readonly to: Assignee;
  readonly reason: string;
  readonly dryRun: boolean;
  readonly trial: HandOverTrial;
}

/** Undefined: it is no longer with them. */
export async function handOverOne(
  context: CallContext,
  handoffId: string,
  { from, to, reason, dryRun, trial }: OneHandOver,
): Promise<HandedOver | undefined> {
  for (let attempt = 1; ; attempt++) {
    const stored = await findHandoff(context, handoffId);
    const before = await showHandoff(context, stored);
    const { state } = before;
    if (before.holder.ownerId !== from || (state !== 'assigned' && state !== 'accepted')) return undefined;
    if (dryRun) {
      const now = await momentOf(context, stored);
      return { handoffId, ...(await trial.next(before, stored.takenFrom ?? [], now)) };
    }
    const command = { to, reason, misroute: false };
    const done = await answered(reassignHandoff(context, handoffId, command, stored.version));
    if ('view' in done) return { handoffId, state: done.view.state, holder: holderOf(done.view) };
    const { error } = done;
    if (error.code !== 'concurrent_update' || attempt === ATTEMPTS) {
      return { handoffId, state, holder: holderOf(before), error };
    }
  }
}

/** What a run before this one has made of it, wherever it has gone since, or else what is made of it now. */
export async function handOverAgain(
  context: CallContext,
  [handoffId, version]: ChosenHandoffs['handoffs'][number],
  request: OneHandOver,
): Promise<HandedOver | undefined> {
  const isDone = (event: HandoffEvent) => isHandOver(event, request);
  const done = await doneSince(context, await findHandoff(context, handoffId), version, isDone);
  if (done === undefined) return handOverOne(context, handoffId, request);
  return { handoffId, state: done.after.state, holder: holderOf(done.after) };
}

function isHandOver({ type, data }: HandoffEvent, { from, to, reason }: OneHandOver): boolean {
  if (type !== 'handoff.reassigned' || data.cause !== 'request') return false;
  const isToThem = !('ownerId' in to) || data.to.ownerId === to.ownerId;
  return data.from.ownerId === from && data.reason === reason && isToThem;
}

function holderOf({ holder: { since: _since, ...holder } }: Pick<HandoffView, 'holder'>): HolderRef {
  return holder;
}

async function answered(
  done: Promise<HandoffView>,
): Promise<{ readonly view: HandoffView } | { readonly error: Refusal }> {
  try {
    return { view: await done };
  } catch (error) {
    return { error: refusalOf(error) };
  }
}
