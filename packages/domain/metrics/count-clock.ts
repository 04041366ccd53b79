import { isOf } from '../handoff/clock-ref.ts';
import type { HandoffEvent } from '../handoff/events.ts';
import { type Handoff, isOpen } from '../handoff/state.ts';
import { epochOf, type Instant } from '../instant.ts';
import { type ClockCount, type ClockCounters, NO_RUNS } from './counters.ts';
import { binOf, type Histogram } from './histogram.ts';

export type ClockEvent = Extract<HandoffEvent, { type: `clock.${string}` }>;

/** What an event adds of a clock, when, and under which contract version. */
export interface ClockFact {
  readonly at: Instant;
  readonly version: number;
  readonly clock: string;
  readonly counters: ClockCounters;
}

/** Counts the runs of a handoff's clocks. Remembers the breaches, as an excuse counts where its breach did. */
export class ClockRuns {
  /** By the place of the run among all clocks of the handoff, which it keeps. */
  readonly #breaches = new Map<number, Pick<ClockFact, 'at' | 'version'>>();

  factOf(event: ClockEvent, before: Handoff, after: Handoff): ClockFact | undefined {
    const { clock } = event.data;
    const here = { at: event.occurredAt, version: before.contractVersion, clock };
    switch (event.type) {
      case 'clock.started':
        return { ...here, counters: counting('started') };
      case 'clock.met':
        return { ...here, counters: { ...counting('met'), ...durations(event, before) } };
      case 'clock.closed':
        return { ...here, counters: { ...counting('closedLate'), ...durations(event, before) } };
      case 'clock.cancelled':
        return { ...here, counters: counting('cancelled') };
      case 'clock.breached': {
        const breach = { at: event.data.dueAt, version: before.contractVersion };
        this.#breaches.set(changed(before, after), breach);
        return { ...breach, clock, counters: counting('breached') };
      }
      case 'clock.excused': {
        const breach = this.#breaches.get(changed(before, after));
        return breach && { ...breach, clock, counters: counting('excused') };
      }
      case 'clock.retargeted':
      case 'clock.warned':
        return undefined;
    }
  }
}

/** The place of the run that an event has changed. */
function changed(before: Handoff, after: Handoff): number {
  return after.clocks.findIndex((clock, index) => clock !== before.clocks[index]);
}

function durations(
  { occurredAt, data }: Extract<ClockEvent, { type: 'clock.met' | 'clock.closed' }>,
  before: Handoff,
): Pick<ClockCounters, 'working' | 'calendar'> {
  const run = before.clocks.find((clock) => isOpen(clock) && isOf(data, clock));
  if (run === undefined) throw new Error(`the clock ${data.clock} was stopped and had not started`);
  return {
    working: one(Math.round(data.elapsedSeconds * 1000)),
    calendar: one(epochOf(occurredAt) - epochOf(run.startedAt)),
  };
}

function one(milliseconds: number): Histogram {
  return new Map([[binOf(milliseconds), 1]]);
}

function counting(count: ClockCount): ClockCounters {
  return { ...NO_RUNS, counts: new Map([[count, 1]]) };
}
