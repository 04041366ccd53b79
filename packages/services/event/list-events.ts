import type { Subject } from '#domain/handoff/parts.ts';
import type { Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { matchesEventType } from '#domain/webhook/event-pattern.ts';
import { LOG_POSITION, type LogPage, type LogRange } from '#storage/event-log.ts';
import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { listOfSubject } from './list-of-subject.ts';
import { type AskedWindow, logWindow } from './log-window.ts';

export interface EventFilter extends AskedWindow {
  /** Types, families such as `clock.*`, or `*`; an event of any of them is shown. */
  readonly type?: readonly string[] | undefined;
  readonly subject?: Pick<Subject, 'type' | 'id'> | undefined;
  readonly handoffId?: string | undefined;
  readonly sort?: 'recordedAt' | '-recordedAt' | undefined;
}

/** An event as subscribers get it, and when it was recorded, to the second. */
export type ListedEvent = PublishedEvent & { readonly recordedAt: Instant };

/**
 * What was published in the last 90 days, the newest first unless asked otherwise. A page that filters drop much of may
 * be short, or empty, and still have a next one.
 *
 * @throws DomainError `validation_failed`
 */
export async function listEvents(
  context: CallContext,
  filter: EventFilter,
  request: PageRequest,
): Promise<Page<ListedEvent>> {
  requireScope(context, 'webhooks:read');
  const { subject, handoffId } = filter;
  const window = {
    ...logWindow(context.now, filter, '/query'),
    ...matching(filter),
    descending: filter.sort !== 'recordedAt',
  };
  if (subject !== undefined && handoffId === undefined)
    return shown(await listOfSubject(context, subject, window, request));
  const range = { ...rangeOf(request, LOG_POSITION), ...window };
  if (handoffId === undefined) return shown(await context.stores.eventLog.list(range));
  if (subject !== undefined && !(await isOf(context, handoffId, subject))) return { data: [], nextCursor: null };
  return shown(await context.stores.eventLog.list({ ...range, handoffs: [handoffId] }));
}

async function isOf({ stores }: CallContext, handoffId: string, { type, id }: Pick<Subject, 'type' | 'id'>) {
  const handoff = await stores.handoffs.get(handoffId);
  return handoff?.subject.type === type && handoff.subject.id === id;
}

function matching({ type: types }: EventFilter): Pick<LogRange, 'matching'> {
  return types === undefined ? {} : { matching: (event) => matchesEventType(types, event.type) };
}

function shown({ data, ...page }: LogPage): Page<ListedEvent> {
  return pageOf({ data: data.map(({ event, recordedAt }) => ({ ...event, recordedAt })), ...page });
}
