import { addSeconds, epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Segment, WorkingTime } from '#domain/sla/working-time.ts';

/**
 * A calendar small enough to be stepped through: open for the first seconds of every cycle, counted from the epoch. A
 * span that ends at closing ends there; a business day is a cycle.
 */
export interface Rhythm {
  readonly openSeconds: number;
  readonly cycleSeconds: number;
}

/** Id of the calendar that `PULSE` calculates for. */
export const PULSE_CALENDAR = 'cal_00000000000000000000000001';
/** Open for the first 20 seconds of every minute. */
export const PULSE_RHYTHM: Rhythm = { openSeconds: 20, cycleSeconds: 60 };
export const PULSE: WorkingTime = pulse(PULSE_RHYTHM);

/** Id of a second calendar, which `SLOW_PULSE` calculates for. */
export const SLOW_PULSE_CALENDAR = 'cal_00000000000000000000000002';
export const SLOW_PULSE_RHYTHM: Rhythm = { openSeconds: 50, cycleSeconds: 90 };
export const SLOW_PULSE: WorkingTime = pulse(SLOW_PULSE_RHYTHM);

/** Whether the calendar of `rhythm` is open in the second that begins so many milliseconds after the epoch. */
export function isPulseOpen(epochMs: number, { openSeconds, cycleSeconds }: Rhythm = PULSE_RHYTHM): boolean {
  return epochMs % (cycleSeconds * 1000) < openSeconds * 1000;
}

function pulse(rhythm: Rhythm): WorkingTime {
  const openMs = rhythm.openSeconds * 1000;
  const cycleMs = rhythm.cycleSeconds * 1000;
  const isOpen = (epochMs: number) => isPulseOpen(epochMs, rhythm);
  /** Open milliseconds from the epoch to `epochMs`. */
  const openBefore = (epochMs: number) => Math.floor(epochMs / cycleMs) * openMs + Math.min(epochMs % cycleMs, openMs);
  /** The first opening or closing after `epochMs`. */
  const nextTurn = (epochMs: number) => epochMs - (epochMs % cycleMs) + (isOpen(epochMs) ? openMs : cycleMs);
  /** `start` itself where it is open, else the next opening. */
  const nextOpen = (start: Instant) => (isOpen(epochOf(start)) ? start : instantFromEpoch(nextTurn(epochOf(start))));
  return {
    add: (start, seconds) => {
      if (seconds === 0) return nextOpen(start);
      const worked = openBefore(epochOf(start)) + seconds * 1000;
      const cycles = Math.ceil(worked / openMs) - 1;
      return instantFromEpoch(cycles * cycleMs + (worked - cycles * openMs));
    },
    addBusinessDays: (start, days) => addSeconds(nextOpen(start), (days * cycleMs) / 1000),
    elapsedSeconds: (from, to) => (openBefore(epochOf(to)) - openBefore(epochOf(from))) / 1000,
    segments: (from, to) => {
      const found: Segment[] = [];
      for (let at = epochOf(from); at < epochOf(to); at = nextTurn(at)) {
        const end = Math.min(nextTurn(at), epochOf(to));
        const kind = isOpen(at) ? 'open' : 'closed';
        found.push({ from: instantFromEpoch(at), to: instantFromEpoch(end), kind });
      }
      return found;
    },
  };
}
