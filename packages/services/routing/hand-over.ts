import type { Assignee } from '#domain/contract/routing.ts';
import { invalid } from '#domain/problem.ts';
import { presenceAt } from '#domain/routing/absence.ts';
import { type CallContext, requireScope } from '../context.ts';
import { findDocument } from '../documents.ts';
import { type ChosenHandoffs, chosenHandoffsSchema } from '../handoff/chosen-handoffs.ts';
import { FIRST_ID, LAST_ID, positionOf } from '../handoff/id-range.ts';
import { inBatches } from '../in-batches.ts';
import { decodeCursor, encodeCursor } from '../page.ts';
import { chosenBefore, keepChosen } from '../undertaking.ts';
import { type HandedOver, handOverAgain, handOverOne } from './hand-over-one.ts';
import { HandOverTrial } from './hand-over-trial.ts';

/** Where a request says from where to go on. */
const POINTER = '/cursor';
/** How many handoffs are reassigned beside each other. */
const WIDTH = 8;
export interface HandOverRequest {
  readonly to: Assignee;
  readonly reason: string;
  /** Tells what would happen, and writes nothing. */
  readonly dryRun: boolean;
  /** The most handoffs that this request looks at. */
  readonly limit: number;
  readonly cursor?: string | undefined;
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
  const before = chosenBefore(context, chosenHandoffsSchema);
  if (before === undefined) {
    await findDocument(context.stores.owners, 'owner', id, ifVersion);
    await requireReceiver(context, request.to, id);
  }
  const chosen = before ?? (await choose(context, id, request));
  const { dryRun } = request;
  if (before === undefined && !dryRun && chosen.handoffs.length > 0) await keepChosen(context, chosen);
  const trial = new HandOverTrial(context, request.to);
  // out of a queue the turns go to the oldest first; a trial counts each for those after it
  const width = 'queueId' in request.to || dryRun ? 1 : WIDTH;
  const how = { ...request, from: id, trial };
  const results = await inBatches(chosen.handoffs, width, (each) =>
    before === undefined ? handOverOne(context, each[0], how) : handOverAgain(context, each, how),
  );
  const data = results.flatMap((result) => result ?? []);
  return {
    dryRun,
    data,
    handedOver: data.filter(({ error }) => error === undefined).length,
    skipped: chosen.looked - data.length,
    nextCursor: chosen.nextCursor,
  };
}

/** The oldest that are with the owner. */
async function choose(
  { stores }: CallContext,
  id: string,
  { limit, cursor }: HandOverRequest,
): Promise<ChosenHandoffs> {
  const after = cursor === undefined ? undefined : positionOf(decodeCursor(cursor, POINTER), POINTER);
  // the bounds are inclusive, so the position itself comes again while it is still with them; and one more tells of more
  const range = { low: after ?? FIRST_ID, high: LAST_ID, descending: false, limit: limit + 2 };
  const listed = await stores.handoffs.list({ by: 'holder', holder: { ownerId: id } }, range);
  const rest = listed.filter((each) => each !== after);
  const ids = rest.slice(0, limit);
  const handoffs = await stores.handoffs.getMany(ids);
  const last = ids.at(-1);
  return {
    handoffs: handoffs.map((handoff) => [handoff.id, handoff.version]),
    looked: ids.length,
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
