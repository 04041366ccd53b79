import { expect, test } from 'vitest';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import { type Comparison, compareVersions, overallVerdict } from '#domain/review/comparison.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { undecidedIn } from '#domain/review/undecided.ts';
import { type VersionRun, versionRuns } from '#domain/review/version-runs.ts';
import { CONTRACT, type Counted, october, ofVersion, version } from './sample-month.ts';

/** A run of so many days, one after the other. */
function run(...days: readonly Counted[]): VersionRun {
  const cells = days.map((counted, index) => ofVersion(`2026-10-${String(index + 1).padStart(2, '0')}`, counted));
  const found = versionRuns(cells).get(CONTRACT)?.get(1);
  if (found === undefined) throw new Error('nothing ran');
  return found;
}

function verdictOf(measure: Comparison['measure'], before: VersionRun, after: VersionRun): string | undefined {
  return compareVersions(before, after).find((each) => each.measure === measure)?.verdict;
}

const clock = (counts: NonNullable<Counted['clocks']>[string]): Counted => ({ clocks: { complete: counts } });

test('a version under which slow runs are still open is not called better for the fast ones', () => {
  const before = run(clock({ started: 40, met: 20, breached: 20 }));
  const young = run(clock({ started: 40, met: 20 }));
  expect(verdictOf('attainment', before, young)).toBe('too_early');
  expect(overallVerdict(compareVersions(before, young))).toBe('too_early');
  expect(verdictOf('attainment', before, run(clock({ started: 40, met: 20, breached: 20 })))).toBe('same');
});

test('a verdict is given where nothing that is open can turn it', () => {
  const before = run(clock({ started: 100, met: 50, breached: 50 }));
  expect(verdictOf('attainment', before, run(clock({ started: 100, met: 95 })))).toBe('better');
  expect(verdictOf('attainment', before, run(clock({ started: 100, breached: 80 })))).toBe('worse');
});

test('handoffs that nobody has decided keep the rejection rate open', () => {
  const before = run({ counts: { submitted: 100, accepted: 70, rejected: 30 } });
  const fresh = (accepted: number, rejected: number) =>
    verdictOf('rejectionRate', before, run({ counts: { submitted: 100, accepted, rejected } }));
  expect([fresh(60, 0), fresh(98, 2), fresh(70, 30)]).toEqual(['too_early', 'better', 'same']);
});

test('handoffs that have not ended keep drop-off open', () => {
  const before = run({ counts: { submitted: 100, completed: 60, cancelled: 40 } });
  const fresh = (completed: number, cancelled: number) =>
    verdictOf('dropOff', before, run({ counts: { submitted: 100, completed, cancelled } }));
  expect([fresh(40, 10), fresh(95, 5)]).toEqual(['too_early', 'better']);
});

test('handoffs that are still to be completed without an override keep the override rate open', () => {
  const before = run({ counts: { submitted: 100, completed: 100, overridden: 20 } });
  const fresh = run({ counts: { submitted: 100, overridden: 20 } });
  expect(verdictOf('overrideRate', before, fresh)).toBe('too_early');
});

test('runs that ended and had begun before the first day do not hide those that are open', () => {
  const { runs } = undecidedIn(run(clock({ breached: 50 }), clock({ started: 50 })));
  expect(runs).toBe(50);
});

test('what left for another version is open there, and not here', () => {
  const left = run({ counts: { submitted: 40, migratedOut: 40 }, ...clock({ started: 40 }) });
  expect(undecidedIn(left)).toEqual({ decisions: 0, runs: 0, ends: 0 });
  const came = run({ counts: { migratedIn: 40 } }, { counts: { completed: 15 }, ...clock({ met: 15 }) });
  expect(undecidedIn(came)).toMatchObject({ runs: 25, ends: 25 });
});

test('a rejection that is routed on, and what was sent again, is asked for once more', () => {
  const { decisions } = undecidedIn(run({ counts: { submitted: 10, rejected: 4, rerouted: 2, resubmitted: 1 } }));
  expect(decisions).toBe(9);
});

const shipped = (cells: readonly TallyEntry[], before: readonly TallyEntry[] = []) =>
  reviewOf(october({ cells, before, versions: [version({}, CONTRACT, 3)] })).shipped;
const decided = (number: number, accepted: number, rejected: number) =>
  ofVersion('2026-10-05', { counts: { submitted: accepted + rejected, accepted, rejected } }, CONTRACT, number);

test('a version is compared with the one that ran before it, although versions were skipped', () => {
  const [found] = shipped([decided(3, 95, 5)], [decided(1, 60, 40)]);
  expect(found).toMatchObject({ version: 3, previousVersion: 1, verdict: 'better' });
});

test('a version is compared with one that hardly ran too, and it is said that there is too little', () => {
  const [found] = shipped([decided(3, 95, 5), decided(2, 10, 9)]);
  expect(found).toMatchObject({ version: 3, previousVersion: 2, verdict: 'too_few' });
  expect(found?.text).toContain('Too little');
});
