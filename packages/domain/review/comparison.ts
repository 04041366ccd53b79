import * as z from 'zod';
import { figuresOf } from '../metrics/figures.ts';
import { once } from '../once.ts';
import { BOUNDS } from './bounds.ts';
import { decisionsIn, runsIn } from './month-figures.ts';
import { boundedShare, shareSchema } from './summary.ts';
import { undecidedIn } from './undecided.ts';
import type { VersionRun } from './version-runs.ts';

export const MEASURES = ['rejectionRate', 'attainment', 'overrideRate', 'dropOff'] as const;
export const VERDICTS = ['better', 'worse', 'same', 'too_few', 'too_early'] as const;
export type Verdict = (typeof VERDICTS)[number];

const sideSchema = once(() =>
  z
    .strictObject({
      value: shareSchema(),
      of: z.int().nonnegative().meta({ description: 'How many it is a share of.' }),
      undecided: z.int().nonnegative().optional().meta({
        description: 'How many more have begun under the version and can still turn out either way.',
      }),
    })
    .meta({ id: 'ComparedShare' }),
);

export const comparisonSchema = once(() =>
  z
    .strictObject({
      measure: z.enum(MEASURES),
      before: sideSchema(),
      after: sideSchema(),
      change: z.number().nullable(),
      verdict: z.enum(VERDICTS).meta({
        description:
          '`same`: the two differ by less than 5 points, or by no more than chance would have it. `too_few`: fewer than 20 under one of the versions. `too_early`: what is undecided could make it another verdict.',
      }),
    })
    .meta({ id: 'VersionComparison', description: 'One measure under two versions of a contract.' }),
);
export type Comparison = z.infer<ReturnType<typeof comparisonSchema>>;

/** A share, and what may still become part of it. */
interface Side {
  readonly part: number;
  readonly of: number;
  readonly undecided: number;
}

/** What changed from one version of a contract to a later one. */
export function compareVersions(before: VersionRun, after: VersionRun): Comparison[] {
  const [past, present] = [sidesOf(before), sidesOf(after)];
  return MEASURES.map((measure) => {
    const [was, is] = [past[measure], present[measure]];
    const [old, fresh] = [boundedShare(was.part, was.of), boundedShare(is.part, is.of)];
    return {
      measure,
      before: { value: old, of: was.of, undecided: was.undecided },
      after: { value: fresh, of: is.of, undecided: is.undecided },
      change: old === null || fresh === null ? null : fresh - old,
      verdict: verdictOf(measure, was, is),
    };
  });
}

/** In one word: worse if anything is, otherwise better if anything is. */
export function overallVerdict(comparisons: readonly Comparison[]): Verdict {
  const has = (verdict: Verdict) => comparisons.some((each) => each.verdict === verdict);
  if (has('worse')) return 'worse';
  if (has('better')) return 'better';
  if (has('too_early')) return 'too_early';
  return comparisons.every((each) => each.verdict === 'too_few') ? 'too_few' : 'same';
}

/** Whether a contract has had enough decisions under a version for it to be compared. */
export function hasRun({ all }: VersionRun): boolean {
  return decisionsIn(all) >= BOUNDS.versionDecisions;
}

function sidesOf(run: VersionRun): Readonly<Record<(typeof MEASURES)[number], Side>> {
  const { counts } = figuresOf(run.all);
  const { met, breached } = runsIn(run.all);
  const undecided = undecidedIn(run);
  const dropped = counts.disqualified + counts.cancelled;
  return {
    rejectionRate: { part: counts.rejected, of: decisionsIn(run.all), undecided: undecided.decisions },
    attainment: { part: met, of: met + breached, undecided: undecided.runs },
    overrideRate: {
      part: counts.overridden,
      of: counts.submitted + counts.resubmitted + counts.completed,
      // each is to be completed, with an override or without
      undecided: undecided.ends,
    },
    dropOff: { part: dropped, of: dropped + counts.completed, undecided: undecided.ends },
  };
}

/** What is undecided counts as both: slow ends come last, so those that came first are no fair sample of all. */
function verdictOf(measure: (typeof MEASURES)[number], was: Side, is: Side): Verdict {
  if (Math.min(was.of, is.of) < BOUNDS.versionDecisions) return 'too_few';
  const found = verdictBetween(measure, was, is);
  const others = [verdictBetween(measure, least(was), most(is)), verdictBetween(measure, most(was), least(is))];
  return others.every((other) => other === found) ? found : 'too_early';
}

function least({ part, of, undecided }: Side): Side {
  return { part, of: of + undecided, undecided: 0 };
}

function most({ part, of, undecided }: Side): Side {
  return { part: part + undecided, of: of + undecided, undecided: 0 };
}

/** By the test of two proportions (pooled): a difference that chance explains is none. */
function verdictBetween(measure: (typeof MEASURES)[number], was: Side, is: Side): Verdict {
  const change = is.part / is.of - was.part / was.of;
  const pooled = (is.part + was.part) / (is.of + was.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / is.of + 1 / was.of));
  if (Math.abs(change) < BOUNDS.versionChange || Math.abs(change) < BOUNDS.versionDeviations * error) return 'same';
  return change > 0 === (measure === 'attainment') ? 'better' : 'worse';
}
