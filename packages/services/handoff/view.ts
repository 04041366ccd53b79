import { elapsedSeconds, remainingSeconds } from '#domain/handoff/clock-time.ts';
import { catchUp, nextDeadline } from '#domain/handoff/deadlines.ts';
import type { CalendarPins } from '#domain/handoff/parts.ts';
import type { Clock, Handoff } from '#domain/handoff/state.ts';
import type { Circumstances, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';

/** A clock as of the moment of the answer. Instants that it has not reached are null. */
export interface ClockView {
  readonly name: string;
  readonly attempt: number;
  /** 1 for the first run of that name in the handoff, 2 for the next. */
  readonly run: number;
  readonly state: Clock['state'];
  readonly target: Clock['target'];
  readonly calendarId: string | null;
  /** The version of the calendar that it goes by; null around the clock. */
  readonly calendarVersion: number | null;
  readonly startedAt: Instant;
  /** Null while it stands still in a pause. */
  readonly dueAt: Instant | null;
  readonly stoppedAt: Instant | null;
  readonly breachedAt: Instant | null;
  readonly detectedAt: Instant | null;
  readonly elapsedSeconds: number;
  /** Working seconds left, which a pause freezes; negative when late, null once it has been stopped. */
  readonly remainingSeconds: number | null;
  /** Fractions of the target at which a warning was given. */
  readonly warnings: readonly number[];
  /** A new target had passed already, so that it is due a little after the change. */
  readonly shortNotice?: true | undefined;
  readonly excused?: Clock['excused'];
}

/** A handoff as of the moment of the answer: deadlines that have passed count, whether or not a timer has fired. */
export type HandoffView = Omit<
  Handoff,
  | 'clocks'
  | 'escalations'
  | 'firedSteps'
  | 'calendars'
  | 'misroutedAttempt'
  | 'takenFrom'
  | 'pausesBefore'
  | 'termsSince'
> & {
  readonly clocks: readonly ClockView[];
  readonly nextDeadlineAt: Instant | null;
  /** While it waits: when it is routed again at the latest, if somebody may be available then by time alone. */
  readonly routeAgainAt?: Instant | undefined;
};

/** Brings a stored handoff up to now without writing, and shows it. `version` stays that of what is stored. */
export function viewHandoff(stored: Handoff, circumstances: Omit<Circumstances, 'actor'>): HandoffView {
  const { terms, now } = circumstances;
  const { state } = catchUp(stored, circumstances);
  const {
    clocks,
    escalations: _pending,
    firedSteps: _fired,
    misroutedAttempt: _misrouted,
    takenFrom: _takenFrom,
    termsSince: _since,
    pausesBefore: _over,
    ...shown
  } = whatIsShown(state);
  const { calendars = {}, ...rest } = shown;
  return {
    ...rest,
    version: stored.version,
    clocks: clocks.map((clock, index) => ({
      ...viewClock(clock, calendars, terms, now),
      run: runOf(clocks, index),
    })),
    nextDeadlineAt: nextDeadline(state) ?? null,
  };
}

/** What it waits for is routing's own affair. */
function whatIsShown(
  state: Handoff,
): Omit<Extract<Handoff, { state: 'pending' }>, 'placed' | 'unsorted'> | Exclude<Handoff, { state: 'pending' }> {
  if (state.state !== 'pending') return state;
  const { placed: _placed, unsorted: _unsorted, ...shown } = state;
  return shown;
}

/** Which run of its name the clock at `index` is. A handoff keeps its clocks in the order in which they started. */
export function runOf(clocks: readonly Pick<Clock, 'name'>[], index: number): number {
  const name = clocks[index]?.name;
  return clocks.slice(0, index + 1).filter((clock) => clock.name === name).length;
}

function viewClock(clock: Clock, calendars: CalendarPins, terms: Terms, now: Instant): Omit<ClockView, 'run'> {
  const { calendarId, shortNotice, excused } = clock;
  return {
    name: clock.name,
    attempt: clock.attempt,
    state: clock.state,
    target: clock.target,
    calendarId: calendarId ?? null,
    calendarVersion: calendarId === undefined ? null : (calendars[calendarId] ?? null),
    startedAt: clock.startedAt,
    dueAt: 'dueAt' in clock ? (clock.dueAt ?? null) : null,
    stoppedAt: 'stoppedAt' in clock ? clock.stoppedAt : null,
    breachedAt: 'breachedAt' in clock ? clock.breachedAt : null,
    detectedAt: 'detectedAt' in clock ? clock.detectedAt : null,
    elapsedSeconds: elapsedSeconds(clock, terms, now),
    remainingSeconds: remainingSeconds(clock, terms, now) ?? null,
    warnings: clock.warned,
    ...(shortNotice === undefined ? {} : { shortNotice }),
    ...(excused === undefined ? {} : { excused }),
  };
}
