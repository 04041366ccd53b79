import type { ClockTarget, ContractBody, EscalationStep } from '#domain/contract/body.ts';
import type { World } from './reference-world.ts';

export type Definition = ContractBody['clocks'][number];

/** One run of one clock, as the model remembers it. */
export interface Run {
  readonly definition: Definition;
  readonly attempt: number;
  readonly startedAt: number;
  outcome: 'running' | 'paused' | 'met' | 'breached_open' | 'breached_closed' | 'cancelled';
  /** Open seconds that it has counted. */
  elapsed: number;
  /** How many it may count. */
  target: number;
  /** Its days end with an opening, not with the closing before it. */
  endsAtOpening: boolean;
  still: boolean;
  /** Since when it has counted, or stood still, without a change. */
  countedSince: number;
  due: number | undefined;
  breachedAt?: number;
  stoppedAt?: number;
  shortNotice: boolean;
  /** What short notice has once left it; there is none beyond that. */
  notice: number;
  excused: boolean;
  /** Fractions at which to warn yet. */
  toWarn: number[];
  warned: number[];
}

/** A step that is to come. One before the breach looks at its run; any other counts the seconds of its wait itself. */
export interface Planned {
  readonly run: Run;
  readonly step: EscalationStep;
  readonly repetition: number;
  need: number | 'share';
  counted: number;
  /** It was due before its clock was known of, or takes the place of one that could do nothing. */
  overdue: boolean;
  /** The handoff is back with its sender: it does not happen, and `passedAt` is when it would have. */
  held?: boolean;
  passedAt?: number | undefined;
}

/** Reads the durations of random contracts, which are in seconds. */
export function seconds(duration: string): number {
  const match = /^PT(\d+)S$/.exec(duration);
  if (match === null) throw new Error(`the reference model reads seconds only, not ${duration}`);
  return Number(match[1]);
}

/** Whole seconds that `fraction` of the target of `run` comes to. */
export function shareOf({ target }: Run, fraction: number): number {
  return Math.floor(target * fraction);
}

/** Open seconds from `from` until `until`, counted one by one. */
export function openSeconds(world: World, calendarId: string | undefined, from: number, until: number): number {
  let open = 0;
  for (let second = from; second < until; second += 1) if (world.isOpen(calendarId, second)) open += 1;
  return open;
}

/** What a target asks of a clock that began at `start`: how many seconds, and whether they end with an opening. */
export function asked(
  world: World,
  target: ClockTarget,
  calendarId: string | undefined,
  start: number,
): Pick<Run, 'target' | 'endsAtOpening'> {
  if (typeof target === 'string') return { target: seconds(target), endsAtOpening: false };
  const end = nextOpening(world, calendarId, start) + target.businessDays * world.daySeconds(calendarId);
  const endsAtOpening = world.isOpen(calendarId, end) && !world.isOpen(calendarId, end - 1);
  return { target: openSeconds(world, calendarId, start, end), endsAtOpening };
}

/** When `run` falls due if it goes on at `now` and nothing happens to it. */
export function dueAfter(world: World, run: Run, now: number): number {
  const { calendarId } = run.definition;
  const left = run.target - run.elapsed;
  let due = now;
  for (let open = 0; open < left; due += 1) if (world.isOpen(calendarId, due)) open += 1;
  return left === 0 || run.endsAtOpening ? nextOpening(world, calendarId, due) : due;
}

function nextOpening(world: World, calendarId: string | undefined, from: number): number {
  let second = from;
  while (!world.isOpen(calendarId, second)) second += 1;
  return second;
}

export function isOpenRun({ stoppedAt }: Run): boolean {
  return stoppedAt === undefined;
}
