import type { Counters } from '../metrics/counters.ts';
import { CountersSum } from '../metrics/counters-sum.ts';
import type { Day } from '../metrics/day.ts';
import type { TallyEntry } from '../metrics/tally.ts';

/** What was counted under one version of a contract, in all and day by day. */
export interface VersionRun {
  readonly all: Counters;
  /** In their order. */
  readonly days: readonly Counters[];
}

/** The versions of each contract under which anything was counted, by the ids of the contracts. */
export function versionRuns(cells: readonly TallyEntry[]): ReadonlyMap<string, ReadonlyMap<number, VersionRun>> {
  const found = new Map<string, Map<number, Map<Day, CountersSum>>>();
  for (const { cell, counters } of cells) {
    const { day, dimension } = cell;
    if (dimension.kind !== 'contract') continue;
    const versions = found.get(dimension.contractId) ?? new Map<number, Map<Day, CountersSum>>();
    found.set(dimension.contractId, versions);
    const days = versions.get(dimension.version) ?? new Map<Day, CountersSum>();
    versions.set(dimension.version, days);
    const sum = days.get(day) ?? new CountersSum();
    days.set(day, sum);
    sum.add(counters);
  }
  return new Map(
    [...found].map(([id, versions]) => [id, new Map([...versions].map(([version, days]) => [version, runOf(days)]))]),
  );
}

function runOf(byDay: ReadonlyMap<Day, CountersSum>): VersionRun {
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum.counters);
  const all = new CountersSum();
  for (const counters of days) all.add(counters);
  return { all: all.counters, days };
}

/** The latest version before `version` that ran; versions may be skipped. */
export function ranBefore(versions: ReadonlyMap<number, VersionRun>, version: number): number | undefined {
  const earlier = [...versions.keys()].filter((each) => each < version);
  return earlier.length === 0 ? undefined : Math.max(...earlier);
}
