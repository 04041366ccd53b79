import type { HandoffState } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { HandoffSelection } from '#storage/handoff-lists.ts';
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

/**
 * How often one request reads on because filters dropped what was read, and how much more each time, up to as many handoffs
 * as a page may have: so a page reads a bounded number, and may come back short.
 */
const MAX_READS = 4;
const WIDER = 4;
const MOST_READ = 100;

/** Handoffs, the newest first unless asked otherwise. */
export async function listHandoffs(
  context: CallContext,
  filter: HandoffFilter,
  { limit, cursor }: PageRequest,
): Promise<Page<HandoffView>> {
  requireScope(context, 'handoffs:read');
  const after = cursor === undefined ? undefined : positionOf(decodeCursor(cursor));
  const { data, reached } = await collect(context, filter, { limit, after });
  return { data, nextCursor: reached === undefined ? null : encodeCursor(reached) };
}

interface Collected {
  readonly data: readonly HandoffView[];
  /** The id behind which to go on, where there may be more. */
  readonly reached: string | undefined;
}

async function collect(
  context: CallContext,
  filter: HandoffFilter,
  { limit, after }: { readonly limit: number; readonly after: string | undefined },
): Promise<Collected> {
  const { handoffs } = context.stores;
  const selection = selectionOf(filter);
  const range = rangeOf(filter);
  const data: HandoffView[] = [];
  let reached = after;
  for (let reads = 0, size = limit; reads < MAX_READS; reads++, size = Math.min(size * WIDER, MOST_READ)) {
    const page = await handoffs.page(selection, { ...range, after: reached, limit: size });
    const stored = await handoffs.getMany(page.ids);
    const views = await Promise.all(stored.map((handoff) => showHandoff(context, handoff)));
    const found = views.filter((view) => matches(view, filter));
    const room = limit - data.length;
    data.push(...found.slice(0, room));
    if (found.length > room) return { data, reached: data.at(-1)?.id };
    reached = page.reached;
    // a page that has fewer has looked as far as one request may
    if (reached === undefined || data.length === limit || page.ids.length < size) break;
  }
  return { data, reached };
}

/** The narrowest selection that holds all that is asked for. */
function selectionOf({
  subject,
  ownerId,
  queueId,
  contractId,
  state = [],
  overdue,
  paused,
}: HandoffFilter): HandoffSelection {
  if (subject !== undefined) return { by: 'subject', subject };
  if (ownerId !== undefined) return { by: 'holder', holder: { ownerId } };
  if (queueId !== undefined) return { by: 'holder', holder: { queueId } };
  if (contractId !== undefined) return { by: 'contract', contractId };
  if (state.length > 0) return { by: 'state', states: state };
  return overdue === true || paused === true ? { by: 'open' } : { by: 'tenant' };
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

function rangeOf({ from, to, sort }: HandoffFilter) {
  return {
    low: from === undefined ? FIRST_ID : firstIdAt(from),
    high: to === undefined ? LAST_ID : firstIdAt(to),
    descending: sort !== 'createdAt',
  };
}
