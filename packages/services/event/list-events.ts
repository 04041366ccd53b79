import type { Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { matchesEventType } from '#domain/webhook/event-pattern.ts';
import { LOG_POSITION, type LogRange } from '#storage/event-log.ts';
import type { SubjectRef } from '#storage/logged-commit.ts';
import { type CallContext, requireScope } from '../context.ts';
import { type Page, type PageRequest, pageOf, rangeOf } from '../page.ts';
import { type AskedWindow, logWindow } from './log-window.ts';

export interface EventFilter extends AskedWindow {
  /** Types, families such as `clock.*`, or `*`; an event of any of them is shown. */
  readonly type?: readonly string[] | undefined;
  readonly subject?: SubjectRef | undefined;
  readonly handoffId?: string | undefined;
  readonly sort?: 'recordedAt' | '-recordedAt' | undefined;
}

/** An event as subscribers get it, and when it was recorded, to the second. */
export type RecordedEvent = PublishedEvent & { readonly recordedAt: Instant };

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
): Promise<Page<RecordedEvent>> {
  requireScope(context, 'webhooks:read');
  const window = logWindow(context.now, filter, '/query');
  const range = rangeOf(request, LOG_POSITION);
  const subject = await subjectOf(context, filter);
  if (subject === 'nobody') return { data: [], nextCursor: null };
  const { data, next } = await context.stores.eventLog.list({
    ...range,
    ...window,
    ...(subject === undefined ? {} : { subject }),
    ...matching(filter),
    descending: filter.sort !== 'recordedAt',
  });
  const events = data.map(({ event, recordedAt }) => ({ ...event, recordedAt }));
  return pageOf({ data: events, ...(next === undefined ? {} : { next }) });
}

/** Whose events are to be read. A handoff's are among those of its customer, which are fewer than all. */
async function subjectOf(
  { stores }: CallContext,
  { subject, handoffId }: EventFilter,
): Promise<SubjectRef | undefined | 'nobody'> {
  if (handoffId === undefined) return subject;
  const handoff = await stores.handoffs.get(handoffId);
  if (handoff === undefined) return 'nobody';
  const { type, id } = handoff.subject;
  const other = subject !== undefined && (subject.type !== type || subject.id !== id);
  return other ? 'nobody' : { type, id };
}

function matching({ type: types, handoffId }: EventFilter): Pick<LogRange, 'matching'> {
  if (types === undefined && handoffId === undefined) return {};
  return {
    matching: (event) =>
      (types === undefined || matchesEventType(types, event.type)) &&
      (handoffId === undefined || event.handoffId === handoffId),
  };
}
