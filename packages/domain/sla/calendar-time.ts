import { epochOf, instantFromEpoch } from '../instant.ts';
import type { WorkingHours } from './calendar.ts';
import { DAY_MS, dayPlan } from './day-plan.ts';
import { type Block, type Span, type Stretch, Stretches } from './stretches.ts';
import type { Tally } from './tally.ts';
import { HORIZON_YEARS, type Segment, type WorkingTime } from './working-time.ts';
import { ZoneOffsets } from './zone-offsets.ts';

const HORIZON_MS = HORIZON_YEARS * 365.25 * DAY_MS;
/** The last instant that can be written. */
const END_OF_TIME = Date.UTC(10_000, 0) - 1;

/** The working time of a calendar. Its methods throw RangeError for a time zone that this runtime does not know. */
export function calendarTime(hours: WorkingHours): WorkingTime {
  const stretches = new Stretches(dayPlan(hours), new ZoneOffsets(hours.timezone));
  return {
    add: (start, seconds) => instantFromEpoch(add(stretches, epochOf(start), Math.round(seconds * 1000))),
    addBusinessDays: (start, days) => instantFromEpoch(addBusinessDays(stretches, epochOf(start), days)),
    elapsedSeconds: (from, to) => elapsed(stretches, { from: epochOf(from), until: epochOf(to) }) / 1000,
    segments: (from, to) => segments(stretches, { from: epochOf(from), until: epochOf(to) }),
  };
}

/** Where adding ends that begins at `from`, whatever the calendar. */
function horizonOf(from: number): Span {
  return { from, until: Math.min(from + HORIZON_MS, END_OF_TIME) };
}

function add(stretches: Stretches, start: number, milliseconds: number): number {
  const span = horizonOf(start);
  // To add nothing leads to where something can be counted.
  const atLeast = Math.max(milliseconds, 1);
  const reached = reach(stretches.blocks(span), openMs(stretches, span), atLeast);
  if (reached === undefined) return span.until;
  let { missing } = reached;
  for (const { open, close } of stretches.of(reached.day, span)) {
    if (missing <= close - open) return open + missing - (atLeast - milliseconds);
    missing -= close - open;
  }
  return span.until;
}

function addBusinessDays(stretches: Stretches, start: number, days: number): number {
  const fromStart = horizonOf(start);
  const [first] = stretches.within({ ...fromStart, from: add(stretches, start, 0) });
  if (first === undefined || days <= 0) return first?.open ?? fromStart.until;
  const span = { from: first.open, until: fromStart.until };
  const reached = reach(stretches.blocks(span, first.day + 1), openDays(stretches, span), days);
  if (reached === undefined) return span.until;
  // What the clock had reached, and not what it shows again after it was set back: else a later start fell due earlier.
  const timeOfDay = stretches.offsets.reachedAt(first.open) - first.day * DAY_MS;
  const wanted = stretches.offsets.resolve(reached.day * DAY_MS + timeOfDay);
  let due: number | undefined;
  for (const stretch of stretches.of(reached.day, span)) due = dueWithin(stretch, wanted, due);
  return due ?? span.until;
}

/** What is counted by dates: at once where they are even, by what is open of one where it is not. */
interface Measure {
  readonly even: Tally;
  of(day: number): number;
}

function openMs(stretches: Stretches, span: Span): Measure {
  const of = (day: number) => {
    let milliseconds = 0;
    for (const { open, close } of stretches.of(day, span)) milliseconds += close - open;
    return milliseconds;
  };
  return { even: stretches.plan.openMs(), of };
}

function openDays(stretches: Stretches, span: Span): Measure {
  return { even: stretches.plan.openDays(), of: (day) => (stretches.of(day, span).next().done === true ? 0 : 1) };
}

function countOf({ even, of }: Measure, { day, end, isEven }: Block): number {
  return isEven ? even.between(day, end) : of(day);
}

/** The date by whose end `amount` has been counted, and how much of it was missing as that date began. */
function reach(
  blocks: Iterable<Block>,
  measure: Measure,
  amount: number,
): { readonly day: number; readonly missing: number } | undefined {
  let missing = amount;
  for (const block of blocks) {
    const counted = countOf(measure, block);
    if (counted >= missing) {
      if (!block.isEven) return { day: block.day, missing };
      const day = measure.even.reaches(missing, block.day, block.end);
      return { day, missing: missing - measure.even.between(block.day, day) };
    }
    missing -= counted;
  }
  return undefined;
}

/** `wanted`, where `stretch` is open or closing then; else its closing, if that is earlier; else what was found before. */
function dueWithin({ open, close }: Stretch, wanted: number, found: number | undefined): number {
  return wanted < open ? (found ?? open) : Math.min(wanted, close);
}

function elapsed(stretches: Stretches, span: Span): number {
  const measure = openMs(stretches, span);
  let milliseconds = 0;
  for (const block of stretches.blocks(span)) milliseconds += countOf(measure, block);
  return milliseconds;
}

function segments(stretches: Stretches, span: Span): Segment[] {
  const { from, until: to } = span;
  const found: Segment[] = [];
  const push = (kind: Segment['kind'], begin: number, end: number) => {
    if (begin < end) found.push({ from: instantFromEpoch(begin), to: instantFromEpoch(end), kind });
  };
  let began = from;
  let ended = from;
  for (const { open, close } of stretches.within(span)) {
    if (open > ended) {
      push('open', began, ended);
      push('closed', ended, open);
      began = open;
    }
    ended = close;
  }
  push('open', began, ended);
  push('closed', ended, to);
  return found;
}
