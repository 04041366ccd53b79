import type { RejectionClass } from '../contract/vocabulary.ts';
import type { ClockCount, ClockCounters, Count, Counters, TimeKey } from './counters.ts';

/** Adds many counters up in place: what `addCounters` makes anew with each addition, in a time that is linear in them. */
export class CountersSum {
  readonly #counts = new Map<Count, number>();
  readonly #reasons = new Map<string, number>();
  readonly #classes = new Map<RejectionClass, number>();
  readonly #criteria = new Map<string, number>();
  readonly #fields = new Map<string, number>();
  readonly #rerequested = new Map<string, number>();
  readonly #milestones = new Map<string, number>();
  readonly #time = new Map<TimeKey, number>();
  readonly #clocks = new Map<string, RunsSum>();

  add(counters: Counters): void {
    addTo(this.#counts, counters.counts);
    addTo(this.#reasons, counters.reasons);
    addTo(this.#classes, counters.classes);
    addTo(this.#criteria, counters.criteria);
    addTo(this.#fields, counters.fields);
    addTo(this.#rerequested, counters.rerequested);
    addTo(this.#milestones, counters.milestones);
    addTo(this.#time, counters.time);
    for (const [clock, runs] of counters.clocks) {
      const sum = this.#clocks.get(clock) ?? { counts: new Map(), working: new Map(), calendar: new Map() };
      this.#clocks.set(clock, sum);
      addRuns(sum, runs);
    }
  }

  /** What was added so far; changes with what is added later. */
  get counters(): Counters {
    return {
      counts: this.#counts,
      reasons: this.#reasons,
      classes: this.#classes,
      criteria: this.#criteria,
      fields: this.#fields,
      rerequested: this.#rerequested,
      milestones: this.#milestones,
      time: this.#time,
      clocks: this.#clocks,
    };
  }
}

interface RunsSum {
  readonly counts: Map<ClockCount, number>;
  readonly working: Map<number, number>;
  readonly calendar: Map<number, number>;
}

function addRuns(sum: RunsSum, { counts, working, calendar }: ClockCounters): void {
  addTo(sum.counts, counts);
  addTo(sum.working, working);
  addTo(sum.calendar, calendar);
}

function addTo<K>(sum: Map<K, number>, counted: ReadonlyMap<K, number>): void {
  for (const [name, count] of counted) sum.set(name, (sum.get(name) ?? 0) + count);
}
