import { epochOf, instantFromEpoch } from '../instant.ts';
import type { WorkingHours } from './calendar.ts';
import { DAY_MS, dayPlan } from './day-plan.ts';
import { type Stretch, stretches } from './stretches.ts';
import { HORIZON_YEARS, type Segment, type WorkingTime } from './working-time.ts';
import { ZoneOffsets } from './zone-offsets.ts';

const HORIZON_MS = HORIZON_YEARS * 365.25 * DAY_MS;
/** The last instant that can be written. */
const END_OF_TIME = Date.UTC(10_000, 0) - 1;

/** What is open from one instant until another, in order. Instants are in milliseconds since the epoch. */
type Open = (from: number, until: number) => Generator<Stretch>;

/** The working time of a calendar. Its methods throw RangeError for a time zone that this runtime does not know. */
export function calendarTime(hours: WorkingHours): WorkingTime {
  const offsets = new ZoneOffsets(hours.timezone);
  const plan = dayPlan(hours);
  const open: Open = (from, until) => stretches(plan, offsets, from, Math.min(until, horizonOf(from)));
  return {
    add: (start, seconds) => instantFromEpoch(add(open, epochOf(start), Math.round(seconds * 1000))),
    addBusinessDays: (start, days) => instantFromEpoch(addBusinessDays(open, offsets, epochOf(start), days)),
    elapsedSeconds: (from, to) => elapsed(open, epochOf(from), epochOf(to)) / 1000,
    segments: (from, to) => segments(open, epochOf(from), epochOf(to)),
  };
}

/** Where the arithmetic from `start` on ends, whatever the calendar. */
function horizonOf(start: number): number {
  return Math.min(start + HORIZON_MS, END_OF_TIME);
}

function add(opened: Open, start: number, milliseconds: number): number {
  const horizon = horizonOf(start);
  let remaining = milliseconds;
  for (const { open, close } of opened(start, horizon)) {
    if (remaining <= close - open) return open + remaining;
    remaining -= close - open;
  }
  return horizon;
}

function addBusinessDays(opened: Open, offsets: ZoneOffsets, start: number, days: number): number {
  const horizon = horizonOf(start);
  const [first] = opened(start, horizon);
  if (first === undefined || days <= 0) return first?.open ?? horizon;
  // What the clock had reached, and not what it shows again after it was set back: else a later start fell due earlier.
  const timeOfDay = offsets.reachedAt(first.open) - first.day * DAY_MS;
  let { day } = first;
  let count = 0;
  let due: number | undefined;
  for (const stretch of opened(first.open, horizon)) {
    if (stretch.day > day) {
      if (count >= days) break;
      count += 1;
      day = stretch.day;
    }
    if (count >= days) due = dueWithin(stretch, offsets.resolve(day * DAY_MS + timeOfDay), due);
  }
  return due ?? horizon;
}

/** `wanted`, where `stretch` is open or closing then; else its closing, if that is earlier; else what was found before. */
function dueWithin({ open, close }: Stretch, wanted: number, found: number | undefined): number {
  return wanted < open ? (found ?? open) : Math.min(wanted, close);
}

function elapsed(opened: Open, from: number, to: number): number {
  let milliseconds = 0;
  for (const { open, close } of opened(from, to)) milliseconds += close - open;
  return milliseconds;
}

function segments(opened: Open, from: number, to: number): Segment[] {
  const found: Segment[] = [];
  const push = (kind: Segment['kind'], begin: number, end: number) => {
    if (begin < end) found.push({ from: instantFromEpoch(begin), to: instantFromEpoch(end), kind });
  };
  let began = from;
  let ended = from;
  for (const { open, close } of opened(from, to)) {
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
