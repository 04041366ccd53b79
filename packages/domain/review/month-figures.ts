import type { Counters } from '../metrics/counters.ts';
import { CountersSum } from '../metrics/counters-sum.ts';
import type { Day } from '../metrics/day.ts';
import type { TallyEntry } from '../metrics/tally.ts';

/** Counters of one contract, added up in the ways that a review looks at them. */
export interface ContractFigures {
  readonly contractId: string;
  readonly all: Counters;
  readonly days: ReadonlyMap<Day, Counters>;
  readonly versions: ReadonlyMap<number, Counters>;
  readonly owners: ReadonlyMap<string, Counters>;
  readonly queues: ReadonlyMap<string, Counters>;
}

/** Counters of one month. */
export interface MonthFigures {
  readonly all: Counters;
  readonly days: ReadonlyMap<Day, Counters>;
  readonly contracts: ReadonlyMap<string, ContractFigures>;
  /** Over all contracts. */
  readonly queues: ReadonlyMap<string, { readonly all: Counters; readonly days: ReadonlyMap<Day, Counters> }>;
}

/** Adds counters up by name. */
class Sums<K> {
  readonly #sums = new Map<K, CountersSum>();

  add(key: K, counters: Counters): void {
    const sum = this.#sums.get(key) ?? new CountersSum();
    this.#sums.set(key, sum);
    sum.add(counters);
  }

  get counters(): ReadonlyMap<K, Counters> {
    return new Map([...this.#sums].map(([key, sum]) => [key, sum.counters]));
  }
}

interface ContractSums {
  readonly all: CountersSum;
  readonly days: Sums<Day>;
  readonly versions: Sums<number>;
  readonly owners: Sums<string>;
  readonly queues: Sums<string>;
}

/** Adds the cells of a month up. */
export function addUp(cells: readonly TallyEntry[]): MonthFigures {
  const all = new CountersSum();
  const days = new Sums<Day>();
  const contracts = new Map<string, ContractSums>();
  const queues = new Map<string, { readonly all: CountersSum; readonly days: Sums<Day> }>();
  for (const { cell, counters } of cells) {
    const { day, dimension } = cell;
    const contract = contracts.get(dimension.contractId) ?? noSums();
    contracts.set(dimension.contractId, contract);
    switch (dimension.kind) {
      case 'contract':
        all.add(counters);
        days.add(day, counters);
        contract.all.add(counters);
        contract.days.add(day, counters);
        contract.versions.add(dimension.version, counters);
        break;
      case 'owner':
        contract.owners.add(dimension.ownerId, counters);
        break;
      case 'queue': {
        contract.queues.add(dimension.queueId, counters);
        const queue = queues.get(dimension.queueId) ?? { all: new CountersSum(), days: new Sums<Day>() };
        queues.set(dimension.queueId, queue);
        queue.all.add(counters);
        queue.days.add(day, counters);
      }
    }
  }
  return {
    all: all.counters,
    days: days.counters,
    contracts: new Map([...contracts].map(([contractId, sums]) => [contractId, figuresOfContract(contractId, sums)])),
    queues: new Map([...queues].map(([id, sums]) => [id, { all: sums.all.counters, days: sums.days.counters }])),
  };
}

function noSums(): ContractSums {
  return {
    all: new CountersSum(),
    days: new Sums<Day>(),
    versions: new Sums<number>(),
    owners: new Sums<string>(),
    queues: new Sums<string>(),
  };
}

function figuresOfContract(contractId: string, sums: ContractSums): ContractFigures {
  return {
    contractId,
    all: sums.all.counters,
    days: sums.days.counters,
    versions: sums.versions.counters,
    owners: sums.owners.counters,
    queues: sums.queues.counters,
  };
}

/** Runs of clocks that came to an end in time or were late: of one clock, or of all. */
export interface Runs {
  readonly met: number;
  readonly breached: number;
}

export function runsIn({ clocks }: Counters, clock?: string): Runs {
  const chosen = clock === undefined ? [...clocks.values()] : [clocks.get(clock)];
  const total = (name: 'met' | 'breached') => chosen.reduce((sum, runs) => sum + (runs?.counts.get(name) ?? 0), 0);
  return { met: total('met'), breached: total('breached') };
}

/** Over some of the days. */
export function runsOn(days: ReadonlyMap<Day, Counters>, isMeant: (day: Day) => boolean, clock?: string): Runs {
  const meant = [...days].filter(([day]) => isMeant(day)).map(([, counters]) => runsIn(counters, clock));
  return {
    met: meant.reduce((sum, { met }) => sum + met, 0),
    breached: meant.reduce((sum, { breached }) => sum + breached, 0),
  };
}

/** Decisions of receivers. */
export function decisionsIn({ counts }: Counters): number {
  return (counts.get('accepted') ?? 0) + (counts.get('reaccepted') ?? 0) + (counts.get('rejected') ?? 0);
}
