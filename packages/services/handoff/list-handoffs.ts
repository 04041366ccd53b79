import type { HandoffState } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { HandoffCollection } from '#storage/handoff-store.ts';
import { type CallContext, requireScope } from '../context.ts';
import { decodeCursor, encodeCursor, type Page, type PageRequest } from '../page.ts';
import { showHandoff } from './get-handoff.ts';
import { FIRST_ID, firstIdAt, LAST_ID, positionOf } from './id-range.ts';
import type { HandoffView } from './view.ts';

export interface HandoffFilter {
  readonly state?: readonly HandoffState[] | undefined;
  readonly contractId?: string | undefined;
  /** Open handoffs that are with this owner. */
  readonly ownerId?: string | undefined;
  /** Open handoffs that wait in this queue. */
  readonly queueId?: string | undefined;
  readonly subject?: { readonly type: string; readonly id: string } | undefined;
  /** Whether some open clock is late. */
  readonly overdue?: boolean | undefined;
  /** Whether it is in a pause. */
  readonly paused?: boolean | undefined;
  /** Created at or after. */
  readonly from?: Instant | undefined;
  /** Created before. */
  readonly to?: Instant | undefined;
  readonly sort?: 'createdAt' | '-createdAt' | undefined;
}

/** How many index pages one request reads at the most; a page that filters drop much of may come back short. */
const MAX_READS = 4;

/** Handoffs, the newest first unless asked otherwise. */
export async function listHandoffs(
  context: CallContext,
  filter: HandoffFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<HandoffView>> {
  requireScope(context, 'handoffs:read');
  const descending = filter.sort !== 'createdAt';
  const collection = collectionOf(filter);
  const data: HandoffView[] = [];
  let position = cursor === undefined ? undefined : positionOf(decodeCursor(cursor));
  for (let reads = 0; reads < MAX_READS; reads++) {
    const range = rangeAfter(filter, position, descending);
    // the bounds are inclusive, so the position itself comes again: one more is asked for
    const found = await context.stores.handoffs.list(collection, { ...range, descending, limit: limit + 1 });
    const ids = found.filter((id) => id !== position);
    const page = ids.slice(0, limit - data.length);
    const stored = await context.stores.handoffs.getMany(page);
    const views = await Promise.all(stored.map((handoff) => showHandoff(context, handoff)));
    data.push(...views.filter((view) => matches(view, filter)));
    position = page.at(-1) ?? position;
    if (found.length <= limit && page.length === ids.length) return { data, nextCursor: null };
    if (data.length === limit) break;
  }
  return { data, nextCursor: position === undefined ? null : encodeCursor(position) };
}

/** The narrowest collection that holds all that is asked for. */
function collectionOf({
  subject,
  ownerId,
  queueId,
  contractId,
  state = [],
  overdue,
  paused,
}: HandoffFilter): HandoffCollection {
  if (subject !== undefined) return { by: 'subject', subject };
  if (ownerId !== undefined) return { by: 'holder', holder: { ownerId } };
  if (queueId !== undefined) return { by: 'holder', holder: { queueId } };
  if (contractId !== undefined) return { by: 'contract', contractId };
  if (state.length > 0) return { by: 'state', states: state };
  return {
    by: 'state',
    states: overdue === true || paused === true ? ['pending', 'assigned', 'accepted', 'rejected'] : [],
  };
}

function matches(view: HandoffView, filter: HandoffFilter): boolean {
  const { state = [], contractId, ownerId, queueId, subject, overdue, paused } = filter;
  return (
    (state.length === 0 || state.includes(view.state)) &&
    (contractId === undefined || view.contractId === contractId) &&
    (ownerId === undefined || view.holder.ownerId === ownerId) &&
    (queueId === undefined || view.holder.queueId === queueId) &&
    (subject === undefined || (view.subject.type === subject.type && view.subject.id === subject.id)) &&
    (overdue === undefined || isOverdue(view) === overdue) &&
    (paused === undefined || (view.paused !== undefined) === paused)
  );
}

function isOverdue({ clocks }: HandoffView): boolean {
  return clocks.some(({ state }) => state === 'breached_open');
}

function rangeAfter({ from, to }: HandoffFilter, position: string | undefined, descending: boolean) {
  const low = from === undefined ? FIRST_ID : firstIdAt(from);
  const high = to === undefined ? LAST_ID : firstIdAt(to);
  if (position === undefined) return { low, high };
  return descending ? { low, high: position < high ? position : high } : { low: position > low ? position : low, high };
}
