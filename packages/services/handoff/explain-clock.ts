import { type CalendarRef, type ClockTrace, traceClock } from '#domain/handoff/clock-trace.ts';
import { type ClockExplanation, explainClock } from '#domain/handoff/explain.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { DomainError } from '#domain/problem.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { type CallContext, requireScope } from '../context.ts';
import { bringUp } from './bring-up.ts';
import { findHandoff } from './get-handoff.ts';
import { eventsUpTo } from './history.ts';
import { momentOf } from './moment.ts';

/** Which run of a clock is meant: the latest of those that fit. */
export interface WhichRun {
  readonly attempt?: number | undefined;
  /** 1 for the first run of that name in the handoff, 2 for the next. */
  readonly run?: number | undefined;
}

export interface RunExplanation extends ClockExplanation {
  readonly run: number;
}

/**
 * Why a clock shows what it shows now: every stretch of it, and what each holder had of it.
 *
 * @throws DomainError `not_found`, also for a clock that has not started; `validation_failed` for one of too many stretches
 */
export async function explainHandoffClock(
  context: CallContext,
  id: string,
  name: string,
  which: WhichRun = {},
): Promise<RunExplanation> {
  requireScope(context, 'handoffs:read');
  const stored = await findHandoff(context, id);
  const now = await momentOf(context, stored);
  const { terms } = await context.terms.get(context, stored);
  const due = await bringUp(context, stored, { terms, now });
  const trace = traceClock(
    [...(await eventsUpTo(context, stored.id, stored.version)), ...due.events],
    name,
    which.attempt,
    which.run,
  );
  if (trace === undefined) throw noSuchRun(name, which, due.state, terms);
  const { name: named, attempt, ...explanation } = explainClock(trace, await timesOf(context, stored, trace), now);
  return { name: named, attempt, run: trace.run, ...explanation };
}

/** Says whether it is the name, the run, or only the moment that is wrong. */
function noSuchRun(name: string, { attempt, run }: WhichRun, { clocks }: Handoff, { body }: Terms): DomainError {
  const named = body.clocks.map((clock) => clock.name);
  const runs = clocks.filter((clock) => clock.name === name);
  if (runs.length > 0) {
    const asked = [
      ...(attempt === undefined ? [] : [`attempt ${attempt}`]),
      ...(run === undefined ? [] : [`run ${run}`]),
    ];
    const known = runs.map((clock, index) => `run ${index + 1} in attempt ${clock.attempt}`);
    return missing(`The clock ${name} has no ${asked.join(' that is ')}; it has had ${known.join(', ')}.`);
  }
  if (named.includes(name)) return missing(`The clock ${name} has not started in this handoff.`);
  const choices = named.length === 0 ? 'has no clocks' : `has: ${named.join(', ')}`;
  return missing(`The contract of this handoff has no clock ${name}; it ${choices}.`);
}

function missing(message: string): DomainError {
  return new DomainError('not_found', message);
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
