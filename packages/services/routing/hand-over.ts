import type { Assignee } from '#domain/contract/routing.ts';
import type { HolderRef } from '#domain/handoff/parts.ts';
import { invalid } from '#domain/problem.ts';
import { presenceAt } from '#domain/routing/absence.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { findHandoff, showHandoff } from '../handoff/get-handoff.ts';
import { FIRST_ID, LAST_ID, positionOf } from '../handoff/id-range.ts';
import { momentOf } from '../handoff/moment.ts';
import { reassignHandoff } from '../handoff/reassign-handoff.ts';
import type { HandoffView } from '../handoff/view.ts';
import { inBatches } from '../in-batches.ts';
import { decodeCursor, encodeCursor } from '../page.ts';
import { type Refusal, refusalOf } from '../refusal.ts';
import { HandOverTrial } from './hand-over-trial.ts';

/** Where a request says from where to go on. */
const POINTER = '/cursor';
/** How many handoffs are reassigned beside each other. */
const WIDTH = 8;
/** How often one is looked at anew because something else happened to it meanwhile. */
const ATTEMPTS = 5;

export interface HandOverRequest {
  readonly to: Assignee;
  readonly reason: string;
  /** Tells what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** The most handoffs that this request looks at. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

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

export interface HandOver {
  readonly dryRun: boolean;
  /** The oldest first. */
  readonly data: readonly HandedOver[];
  /** How many were handed over, or would be. */
  readonly handedOver: number;
  /** How many were no longer with the owner when it came to them. */
  readonly skipped: number;
  readonly nextCursor: string | null;
}

/**
 * Reassigns the open handoffs of an owner, the oldest first, a bounded number of them in one request. One that is refused
 * holds up no other, and none is taken from somebody whom it has gone to meanwhile.
 *
 * @throws DomainError `not_found`; `concurrent_update` if the owner is not of the version expected; `validation_failed` if there is no such active owner or queue, or a cursor of another list
 */
export async function handOver(
  context: CallContext,
  id: string,
  request: HandOverRequest,
  ifVersion?: number,
): Promise<HandOver> {
  requireScope(context, 'handoffs:write');
  const { dryRun, limit, cursor } = request;
  await findDocument(context.stores.owners, 'owner', id, ifVersion);
  await requireReceiver(context, request.to, id);
  const after = cursor === undefined ? undefined : positionOf(decodeCursor(cursor, POINTER), POINTER);
  // the bounds are inclusive, so the position itself comes again while it is still with them; and one more tells of more
  const range = { low: after ?? FIRST_ID, high: LAST_ID, descending: false, limit: limit + 2 };
  const listed = await context.stores.handoffs.list({ by: 'holder', holder: { ownerId: id } }, range);
  const rest = listed.filter((each) => each !== after);
  const ids = rest.slice(0, limit);
  const trial = new HandOverTrial(context, request.to);
  // out of a queue the turns go to the oldest first; a trial counts each for those after it
  const width = 'queueId' in request.to || dryRun ? 1 : WIDTH;
  const results = await inBatches(ids, width, (each) => handOverOne(context, each, id, { ...request, trial }));
  const data = results.flatMap((result) => result ?? []);
  const last = ids.at(-1);
  return {
    dryRun,
    data,
    handedOver: data.filter(({ error }) => error === undefined).length,
    skipped: ids.length - data.length,
    nextCursor: rest.length > ids.length && last !== undefined ? encodeCursor(last) : null,
  };
}

/** Refuses once what reassigning would refuse for every single handoff. */
async function requireReceiver({ stores, now }: CallContext, to: Assignee, from: string): Promise<void> {
  if ('queueId' in to) {
    if ((await stores.queues.get(to.queueId)) !== undefined) return;
    throw invalid({ pointer: '/to/queueId', code: 'unknown_queue', message: `There is no queue ${to.queueId}.` });
  }
  const pointer = '/to/ownerId';
  if (to.ownerId === from) {
    throw invalid({ pointer, code: 'self_reference', message: 'They have them already; name somebody else.' });
  }
  const owner = await stores.owners.get(to.ownerId);
  if (owner === undefined) {
    throw invalid({ pointer, code: 'unknown_owner', message: `There is no owner ${to.ownerId}.` });
  }
  if (!owner.active) {
    throw invalid({ pointer, code: 'inactive_owner', message: `The owner ${to.ownerId} is not active.` });
  }
  const { away, delegateId } = presenceAt(owner.outOfOffice ?? [], now);
  if (!away) return;
  const instead = delegateId === undefined ? 'somebody else' : `their delegate ${delegateId}`;
  const message = `The owner ${to.ownerId} is out of office; hand over to ${instead}, or to a queue.`;
  throw invalid({ pointer, code: 'absent_owner', message });
}

/** Undefined: it is no longer with them. */
async function handOverOne(
  context: CallContext,
  handoffId: string,
  from: string,
  { to, reason, dryRun, trial }: HandOverRequest & { readonly trial: HandOverTrial },
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

function holderOf({ holder: { since: _since, ...holder } }: HandoffView): HolderRef {
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
