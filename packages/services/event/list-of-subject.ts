import type { Subject } from '#domain/handoff/parts.ts';
import { LOG_POSITION, type LogPage, type LogRange } from '#storage/event-log.ts';
import type { CallContext } from '../context.ts';
import { type PageRequest, rangeOf } from '../page.ts';

/** How many handoffs of a customer are merged. Those of a customer who has more follow, a hundred at a time. */
export const MERGED_HANDOFFS = 100;

/** Where such a list goes on: from which handoff on those are that are being merged, and behind which place in them. */
const POSITION = new RegExp(`^(hnd_[0-9A-Z]{26})!(?:${LOG_POSITION.source.slice(1, -1)})?$`);

/** Below and above every id of a handoff. */
const FIRST = 'hnd_';
const LAST = 'hnd_~';

/**
 * The events of a customer's handoffs, of their own commits. Within each hundred of the handoffs they are in the order of
 * the log; the hundred that was created last comes first, or last, as the list is to begin.
 *
 * @throws DomainError `validation_failed` for a cursor of another list
 */
export async function listOfSubject(
  { stores }: CallContext,
  subject: Pick<Subject, 'type' | 'id'>,
  window: Omit<LogRange, 'after' | 'limit' | 'handoffs'> & { readonly descending: boolean },
  request: PageRequest,
): Promise<LogPage> {
  const { limit, after } = rangeOf(request, POSITION);
  const { descending } = window;
  const [from, position] =
    after === undefined ? [] : [after.slice(0, after.indexOf('!')), after.slice(after.indexOf('!') + 1)];
  const bounds = descending ? { low: FIRST, high: from ?? LAST } : { low: from ?? FIRST, high: LAST };
  const ids = await stores.handoffs.list(
    { by: 'subject', subject },
    { ...bounds, descending, limit: MERGED_HANDOFFS + 1 },
  );
  const [head] = ids;
  if (head === undefined) return { data: [] };
  const behind = position ? { after: position } : {};
  const { data, next } = await stores.eventLog.list({
    ...window,
    ...behind,
    limit,
    handoffs: ids.slice(0, MERGED_HANDOFFS),
  });
  const following = ids[MERGED_HANDOFFS];
  if (next !== undefined) return { data, next: `${head}!${next}` };
  return { data, ...(following === undefined ? {} : { next: `${following}!` }) };
}
