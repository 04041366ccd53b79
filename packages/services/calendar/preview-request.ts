import type { ClockTarget } from '#domain/contract/clock.ts';
import { addSeconds, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Violation } from '#domain/problem.ts';
import type { CalendarInput } from '#domain/sla/calendar.ts';
import { HORIZON_YEARS } from '#domain/sla/working-time.ts';
import { faultsOf } from './check.ts';

/** What a caller wants to see of a calendar: one of `calendar` and `calendarId`, and one of `target` and `end`. */
export interface PreviewRequest {
  readonly calendar?: CalendarInput | undefined;
  readonly calendarId?: string | undefined;
  readonly start: Instant;
  readonly target?: ClockTarget | undefined;
  readonly end?: Instant | undefined;
}

/** By what the time is told, and up to where. */
export type PreviewSource = { readonly calendar: CalendarInput } | { readonly calendarId: string };
export type PreviewGoal = { readonly target: ClockTarget } | { readonly end: Instant };

/** The longest span that is shown: as long as a target may take. */
const MAX_SPAN_SECONDS = HORIZON_YEARS * 365.25 * 24 * 3600;
const FIRST = instantFromEpoch(Date.UTC(1900, 0, 1));
const BEYOND = instantFromEpoch(Date.UTC(2201, 0, 1));

/** Splits a request into its alternatives, or says everything that is wrong with it. */
export function readPreview(
  request: PreviewRequest,
): { readonly source: PreviewSource; readonly goal: PreviewGoal } | { readonly faults: readonly Violation[] } {
  const source = sourceOf(request);
  const goal = goalOf(request);
  const faults = [...('fault' in source ? [source.fault] : calendarFaults(source)), ...startFaults(request)];
  if ('fault' in goal) return { faults: [...faults, goal.fault] };
  faults.push(...goalFaults(goal, request.start));
  return 'fault' in source || faults.length > 0 ? { faults } : { source, goal };
}

function sourceOf({ calendar, calendarId }: PreviewRequest): PreviewSource | { readonly fault: Violation } {
  if (calendar !== undefined && calendarId !== undefined) return { fault: oneTooMany('/calendarId', 'calendar') };
  if (calendar !== undefined) return { calendar };
  return calendarId === undefined ? { fault: missing('/calendar', 'calendarId') } : { calendarId };
}

function goalOf({ target, end }: PreviewRequest): PreviewGoal | { readonly fault: Violation } {
  if (target !== undefined && end !== undefined) return { fault: oneTooMany('/end', 'target') };
  if (target !== undefined) return { target };
  return end === undefined ? { fault: missing('/target', 'end') } : { end };
}

function calendarFaults(source: PreviewSource): readonly Violation[] {
  if (!('calendar' in source)) return [];
  return faultsOf(source.calendar).map((fault) => ({ ...fault, pointer: `/calendar${fault.pointer}` }));
}

function startFaults({ start }: PreviewRequest): readonly Violation[] {
  return isInRange(start) ? [] : [outOfRange('/start')];
}

function goalFaults(goal: PreviewGoal, start: Instant): readonly Violation[] {
  if (!('end' in goal)) return [];
  if (!isInRange(goal.end)) return [outOfRange('/end')];
  if (goal.end < start) return [{ pointer: '/end', code: 'before_start', message: 'must not be before start' }];
  if (!isInRange(start) || goal.end <= addSeconds(start, MAX_SPAN_SECONDS)) return [];
  return [{ pointer: '/end', code: 'span_too_long', message: `must end within ${HORIZON_YEARS} years after start` }];
}

function isInRange(instant: Instant): boolean {
  return instant >= FIRST && instant < BEYOND;
}

function outOfRange(pointer: string): Violation {
  return { pointer, code: 'out_of_range', message: 'must lie between the years 1900 and 2200' };
}

function missing(pointer: string, other: string): Violation {
  return { pointer, code: 'required', message: `is required, unless there is ${other}` };
}

function oneTooMany(pointer: string, other: string): Violation {
  return { pointer, code: 'one_too_many', message: `must be left out where there is ${other}` };
}
