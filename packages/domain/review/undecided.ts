import type { ClockCount, Count, Counters } from '../metrics/counters.ts';
import type { VersionRun } from './version-runs.ts';

/** What has begun under a version and can still turn out either way. */
export interface Undecided {
  /** Handoffs that their receivers have neither accepted nor rejected. */
  readonly decisions: number;
  /** Runs of clocks that are neither met nor late. */
  readonly runs: number;
  /** Handoffs that have not ended. */
  readonly ends: number;
}

export function undecidedIn({ all, days }: VersionRun): Undecided {
  const left = (...names: readonly Count[]) => stillOpen(days.map((day) => flow(day, BEGUN, names)));
  const ends = left('completed', 'disqualified', 'cancelled', 'migratedOut');
  const decisions = Math.min(
    stillOpen(days.map((day) => flow(day, ASKED, DECIDED))),
    // of those cancelled it is not known whether they were decided, but whatever is undecided has not ended
    Math.max(ends, stillOpen(days.map((day) => flow(day, ASKED, [...DECIDED, 'cancelled'])))),
  );
  const runs = [...all.clocks.keys()].reduce((sum, clock) => sum + openRuns(days, clock, ends), 0);
  return { decisions, runs, ends };
}

const BEGUN: readonly Count[] = ['submitted', 'migratedIn'];
/** A rejection that is routed on asks somebody else. */
const ASKED: readonly Count[] = ['submitted', 'resubmitted', 'rerouted', 'migratedIn'];
const DECIDED: readonly Count[] = ['accepted', 'rejected', 'migratedOut'];

function flow({ counts }: Counters, begun: readonly Count[], ended: readonly Count[]): number {
  const sum = (names: readonly Count[]) => names.reduce((total, name) => total + (counts.get(name) ?? 0), 0);
  return sum(begun) - sum(ended);
}

/** Which clocks ran in a handoff that was migrated is not counted: as many as can be. */
function openRuns(days: readonly Counters[], clock: string, openHandoffs: number): number {
  const own = days.map((day) => runFlow(day, clock));
  const arriving = days.map((day, index) => (own[index] ?? 0) + (day.counts.get('migratedIn') ?? 0));
  return Math.max(stillOpen(own), Math.min(stillOpen(arriving), openHandoffs));
}

function runFlow({ clocks, counts }: Counters, clock: string): number {
  const of = (name: ClockCount) => clocks.get(clock)?.counts.get(name) ?? 0;
  return of('started') - of('met') - of('breached') - of('cancelled') - (counts.get('migratedOut') ?? 0);
}

/** What is open after so many more, or fewer, each day. What ends that is none of these had begun before them. */
function stillOpen(flows: readonly number[]): number {
  return flows.reduce((open, more) => Math.max(0, open + more), 0);
}
