import * as z from 'zod';
import type { Counters } from '../metrics/counters.ts';
import { figuresOf } from '../metrics/figures.ts';
import { once } from '../once.ts';
import { BOUNDS } from './bounds.ts';
import { decisionsIn, runsIn } from './month-figures.ts';
import { boundedShare, shareSchema } from './summary.ts';

export const MEASURES = ['rejectionRate', 'attainment', 'overrideRate', 'dropOff'] as const;
export const VERDICTS = ['better', 'worse', 'same', 'too_few'] as const;
export type Verdict = (typeof VERDICTS)[number];

const sideSchema = once(() =>
  z
    .strictObject({
      value: shareSchema(),
      of: z.int().nonnegative().meta({ description: 'How many it is a share of.' }),
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
          '`same`: the two differ by less than 5 points, or by no more than chance would have it. `too_few`: fewer than 20 under one of the versions.',
      }),
    })
    .meta({ id: 'VersionComparison', description: 'One measure under two versions of a contract.' }),
);
export type Comparison = z.infer<ReturnType<typeof comparisonSchema>>;

interface Side {
  readonly part: number;
  readonly of: number;
}

/** What changed from one version of a contract to the next. */
export function compareVersions(before: Counters, after: Counters): Comparison[] {
  const [past, present] = [sidesOf(before), sidesOf(after)];
  return MEASURES.map((measure) => {
    const [was, is] = [past[measure], present[measure]];
    const [old, fresh] = [boundedShare(was.part, was.of), boundedShare(is.part, is.of)];
    return {
      measure,
      before: { value: old, of: was.of },
      after: { value: fresh, of: is.of },
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
  return comparisons.every((each) => each.verdict === 'too_few') ? 'too_few' : 'same';
}

/** Whether a contract has had enough decisions under a version for it to be compared. */
export function hasRun(counters: Counters): boolean {
  return decisionsIn(counters) >= BOUNDS.versionDecisions;
}

function sidesOf(counters: Counters): Readonly<Record<(typeof MEASURES)[number], Side>> {
  const { counts } = figuresOf(counters);
  const { met, breached } = runsIn(counters);
  const dropped = counts.disqualified + counts.cancelled;
  return {
    rejectionRate: { part: counts.rejected, of: decisionsIn(counters) },
    attainment: { part: met, of: met + breached },
    overrideRate: { part: counts.overridden, of: counts.submitted + counts.resubmitted + counts.completed },
    dropOff: { part: dropped, of: dropped + counts.completed },
  };
}

/** By the test of two proportions (pooled): a difference that chance explains is none. */
function verdictOf(measure: (typeof MEASURES)[number], was: Side, is: Side): Verdict {
  if (Math.min(was.of, is.of) < BOUNDS.versionDecisions) return 'too_few';
  const change = is.part / is.of - was.part / was.of;
  const pooled = (is.part + was.part) / (is.of + was.of);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / is.of + 1 / was.of));
  if (Math.abs(change) < BOUNDS.versionChange || Math.abs(change) < BOUNDS.versionDeviations * error) return 'same';
  return change > 0 === (measure === 'attainment') ? 'better' : 'worse';
}
