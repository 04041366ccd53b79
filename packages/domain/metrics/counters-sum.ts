import type { RejectionClass } from '../contract/vocabulary.ts';
import type { ClockCount, ClockCounters, Count, Counters, TimeKey } from './counters.ts';
import type { Histogram } from './histogram.ts';

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
      const sum = this.#runsOf(clock);
      addRuns(sum, runs);
    }
  }

  /** Adds all that was added to another. */
  merge(other: CountersSum): void {
    this.add({ ...other.#named, clocks: new Map() });
    for (const [clock, runs] of other.#clocks) {
      const sum = this.#runsOf(clock);
      addTo(sum.counts, runs.counts);
      for (const [bin, count] of runs.working.entries()) addBin(sum.working, bin, count);
      for (const [bin, count] of runs.calendar.entries()) addBin(sum.calendar, bin, count);
    }
  }

  /** What was added so far. What is added later may change it. */
  get counters(): Counters {
    return { ...this.#named, clocks: new Map([...this.#clocks].map(([clock, runs]) => [clock, countersOf(runs)])) };
  }

  get #named(): Omit<Counters, 'clocks'> {
    return {
      counts: this.#counts,
      reasons: this.#reasons,
      classes: this.#classes,
      criteria: this.#criteria,
      fields: this.#fields,
      rerequested: this.#rerequested,
      milestones: this.#milestones,
      time: this.#time,
    };
  }

  #runsOf(clock: string): RunsSum {
    const known = this.#clocks.get(clock);
    if (known !== undefined) return known;
    const fresh = { counts: new Map<ClockCount, number>(), working: [], calendar: [] };
    this.#clocks.set(clock, fresh);
    return fresh;
  }
}

interface RunsSum {
  readonly counts: Map<ClockCount, number>;
  /** By the numbers of the bins, of which there are few: much faster than a map. */
  readonly working: number[];
  readonly calendar: number[];
}

function addRuns(sum: RunsSum, { counts, working, calendar }: ClockCounters): void {
  addTo(sum.counts, counts);
  addBins(sum.working, working);
  addBins(sum.calendar, calendar);
}

function addBins(sum: number[], histogram: Histogram): void {
  for (const [bin, count] of histogram) addBin(sum, bin, count);
}

function addBin(sum: number[], bin: number, count: number): void {
  while (sum.length <= bin) sum.push(0);
  sum[bin] = (sum[bin] ?? 0) + count;
}

function countersOf({ counts, working, calendar }: RunsSum): ClockCounters {
  return { counts, working: histogramOf(working), calendar: histogramOf(calendar) };
}

/** In the order of the bins. */
function histogramOf(bins: readonly number[]): Histogram {
  const histogram = new Map<number, number>();
  for (const [bin, count] of bins.entries()) if (count !== 0) histogram.set(bin, count);
  return histogram;
}

function addTo<K>(sum: Map<K, number>, counted: ReadonlyMap<K, number>): void {
  for (const [name, count] of counted) sum.set(name, (sum.get(name) ?? 0) + count);
}
