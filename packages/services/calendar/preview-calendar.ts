import type { Instant } from '#domain/instant.ts';
import { invalid } from '#domain/problem.ts';
import type { WorkingHours } from '#domain/sla/calendar.ts';
import type { Segment, WorkingTime } from '#domain/sla/working-time.ts';
import { type CallContext, requireScope } from '../context.ts';
import { boundedSegments } from './bounded-segments.ts';
import { workingTimeOf } from './compile.ts';
import { dueAtOf, unreachable } from './due-at.ts';
import { type PreviewRequest, type PreviewSource, readPreview } from './preview-request.ts';

/** What a calendar makes of a span of time. */
export interface CalendarPreview {
  /** When the target falls due; absent where the end was given. */
  readonly dueAt?: Instant;
  /** Working time of the span. */
  readonly elapsedSeconds: number;
  /** The span, stretch by stretch. */
  readonly segments: readonly Segment[];
}

/** The most stretches that are shown; an answer of Lambda holds no more than 6 MB. */
const MAX_SEGMENTS = 20_000;

/**
 * Tells by a calendar, stored or not, when a target falls due, or how much working time a span has. Nothing is stored.
 *
 * @throws DomainError `insufficient_scope`, `validation_failed`
 */
export async function previewCalendar(context: CallContext, request: PreviewRequest): Promise<CalendarPreview> {
  requireScope(context, 'contracts:read');
  const read = readPreview(request);
  if ('faults' in read) throw invalid(...read.faults);
  const { start } = request;
  const { source, goal } = read;
  const workingTime = await workingTimeOf(await hoursOf(context, source));
  if ('end' in goal) return explained(workingTime, start, goal.end, '/end');
  const dueAt = dueAtOf(workingTime, start, goal.target);
  if (dueAt === undefined) throw invalid(unreachable('/target'));
  return { dueAt, ...explained(workingTime, start, dueAt, '/target') };
}

async function hoursOf({ stores }: CallContext, source: PreviewSource): Promise<WorkingHours> {
  if ('calendar' in source) return source.calendar;
  const { calendarId } = source;
  const calendar = await stores.calendars.get(calendarId);
  if (calendar !== undefined) return calendar;
  throw invalid({ pointer: '/calendarId', code: 'unknown_calendar', message: `There is no calendar ${calendarId}.` });
}

/** What the span from `start` to `end` holds. `pointer`: what of the request put the end there. */
function explained(workingTime: WorkingTime, start: Instant, end: Instant, pointer: string): CalendarPreview {
  const segments = boundedSegments(workingTime, start, end, MAX_SEGMENTS);
  if (segments === undefined) {
    const message = `must end within ${MAX_SEGMENTS} stretches of open and closed time`;
    throw invalid({ pointer, code: 'too_many_segments', message });
  }
  return { elapsedSeconds: workingTime.elapsedSeconds(start, end), segments };
}
