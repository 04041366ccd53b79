import { addSeconds, epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Segment, WorkingTime } from '#domain/sla/working-time.ts';

const OPEN_MS = 20_000;
const CYCLE_MS = 60_000;

/** Id of the calendar that `PULSE` calculates for. */
export const PULSE_CALENDAR = 'cal_00000000000000000000000001';

/**
 * A calendar small enough to be stepped through: open for the first 20 seconds of every minute. A span that ends at
 * closing ends there; a business day is a minute.
 */
export const PULSE: WorkingTime = {
  add: (start, seconds) => {
    if (seconds === 0) return nextOpen(start);
    const worked = openBefore(epochOf(start)) + seconds * 1000;
    const cycles = Math.ceil(worked / OPEN_MS) - 1;
    return instantFromEpoch(cycles * CYCLE_MS + (worked - cycles * OPEN_MS));
  },
  addBusinessDays: (start, days) => addSeconds(nextOpen(start), (days * CYCLE_MS) / 1000),
  elapsedSeconds: (from, to) => (openBefore(epochOf(to)) - openBefore(epochOf(from))) / 1000,
  segments: (from, to) => {
    const found: Segment[] = [];
    for (let at = epochOf(from); at < epochOf(to); at = nextTurn(at)) {
      const end = Math.min(nextTurn(at), epochOf(to));
      const kind = isPulseOpen(at) ? 'open' : 'closed';
      found.push({ from: instantFromEpoch(at), to: instantFromEpoch(end), kind });
    }
    return found;
  },
};

/** Whether the calendar is open in the second that begins so many milliseconds after the epoch. */
export function isPulseOpen(epochMs: number): boolean {
  return epochMs % CYCLE_MS < OPEN_MS;
}

/** `start` itself where it is open, else the next opening. */
function nextOpen(start: Instant): Instant {
  return isPulseOpen(epochOf(start)) ? start : instantFromEpoch(nextTurn(epochOf(start)));
}

/** The first opening or closing after `epochMs`. */
function nextTurn(epochMs: number): number {
  return epochMs - (epochMs % CYCLE_MS) + (isPulseOpen(epochMs) ? OPEN_MS : CYCLE_MS);
}

/** Open milliseconds from the epoch to `epochMs`. */
function openBefore(epochMs: number): number {
  return Math.floor(epochMs / CYCLE_MS) * OPEN_MS + Math.min(epochMs % CYCLE_MS, OPEN_MS);
}
