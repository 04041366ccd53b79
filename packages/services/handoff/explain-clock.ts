import { type CalendarRef, type ClockTrace, traceClock } from '#domain/handoff/clock-trace.ts';
import { catchUp } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { type ClockExplanation, explainClock } from '#domain/handoff/explain.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { askedWhenDue, loadDirectory } from './directory.ts';
import { findHandoff } from './get-handoff.ts';
import { momentOf } from './moment.ts';

/** How many commits are read at a time. */
const PAGE = 200;

/**
 * Why a clock shows what it shows now: every stretch of it, and what each holder had of it. Of the runs of that name the
 * latest, or the latest of one `attempt`.
 *
 * @throws DomainError `not_found`, also for a clock that the handoff never had; `validation_failed` for one of too many stretches
 */
export async function explainHandoffClock(
  context: CallContext,
  id: string,
  name: string,
  attempt?: number,
): Promise<ClockExplanation> {
  requireScope(context, 'handoffs:read');
  const stored = await findHandoff(context, id);
  const now = await momentOf(context, stored);
  const { terms } = await context.terms.get(context, stored);
  const directory = await loadDirectory(context, askedWhenDue(stored, terms, now));
  const due = catchUp(stored, { terms, directory, now });
  const trace = traceClock([...(await historyOf(context, stored)), ...due.events], name, attempt);
  if (trace === undefined) throw notFound('clock', attempt === undefined ? name : `${name} in attempt ${attempt}`);
  return explainClock(trace, await timesOf(context, stored, trace), now);
}

/** The events up to the state that was read, however many have come since. */
async function historyOf({ stores }: CallContext, { id, version }: Handoff): Promise<HandoffEvent[]> {
  const events: HandoffEvent[] = [];
  for (let more = true; more && events.length < version; ) {
    const page = await stores.handoffs.events(id, { afterSequence: events.length, limit: PAGE });
    events.push(...page.data);
    more = page.more;
  }
  if (events.length < version) throw new Error(`handoff ${id} has lost events: ${events.length} of ${version}`);
  return events.slice(0, version);
}

/** The arithmetic of every calendar version that the clock has gone by. */
async function timesOf(
  context: CallContext,
  { contractId, contractVersion }: Handoff,
  { stretches }: ClockTrace,
): Promise<(calendar: CalendarRef) => WorkingTime> {
  const calendars = new Map(stretches.flatMap(({ calendar }) => (calendar ? [[keyOf(calendar), calendar]] : [])));
  const times = await Promise.all(
    [...calendars].map(async ([key, { calendarId, version }]) => {
      const pins = { contractId, contractVersion, calendars: { [calendarId]: version } };
      const { terms } = await context.terms.get(context, pins);
      return [key, terms.workingTime(calendarId)] as const;
    }),
  );
  const found = new Map(times);
  return (calendar) => {
    const time = found.get(keyOf(calendar));
    if (time === undefined) throw new Error(`calendar ${keyOf(calendar)} was not loaded`);
    return time;
  };
}

function keyOf({ calendarId, version }: CalendarRef): string {
  return `${calendarId} v${version}`;
}
