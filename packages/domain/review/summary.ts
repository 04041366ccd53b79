import * as z from 'zod';
import type { Counters } from '../metrics/counters.ts';
import { figuresOf, share } from '../metrics/figures.ts';
import { once } from '../once.ts';

const count = () => z.int().nonnegative();
/** A share that is not known where it would be one of nothing. */
export const shareSchema = () => z.number().min(0).max(1).nullable();
/** What is counted when it happens, over what is: of things that began earlier there may be more than of the others. */
const ratioSchema = () => z.number().min(0).nullable();

/** Absent where a summary stands in a list, or is kept. */
const linksSchema = () =>
  z.record(z.string(), z.string()).meta({
    description:
      'By the names of the figures beside it: where the handoffs behind each are listed. Those that are 0 have none.',
  });

export const attainmentSchema = once(() =>
  z
    .strictObject({ raw: shareSchema(), excused: shareSchema() })
    .meta({ id: 'ReviewAttainment', description: 'Of runs of clocks, those that were met; null: there were none.' }),
);

/** What a month comes to, of a contract or of all. */
export const summarySchema = once(() =>
  z
    .strictObject({
      submitted: count(),
      accepted: count(),
      rejected: count(),
      completed: count(),
      disqualified: count(),
      cancelled: count(),
      reassigned: count(),
      overridden: count(),
      escalated: count(),
      exhausted: count().meta({ description: 'Escalations whose last step fired in vain.' }),
      met: count().meta({ description: 'Runs of all clocks that were met.' }),
      breached: count().meta({ description: 'Runs of all clocks that were late.' }),
      excused: count(),
      attainment: attainmentSchema(),
      rates: z.strictObject({
        rejection: shareSchema(),
        reassignment: ratioSchema().meta({
          description:
            'Handoffs reassigned in the month, over those submitted in it: more than 1 where more of earlier months were.',
        }),
        override: shareSchema(),
        dropOff: shareSchema(),
      }),
      timeLost: z
        .strictObject({
          seconds: z.number(),
          waitingSeconds: z.number(),
          reworkSeconds: z.number(),
          pausedSeconds: z.number(),
          closedSeconds: z.number(),
          handoffs: linksSchema().optional(),
        })
        .meta({ description: 'What time between submission and end went into, but for the work itself.' }),
    })
    .extend({ handoffs: linksSchema().optional() })
    .meta({ id: 'ReviewSummary', description: 'What a month comes to. See [Metrics](/docs/guides/metrics).' }),
);
export type Summary = z.infer<ReturnType<typeof summarySchema>>;

/** No sum of cells that were read one after the other is to make a share of more than all. */
export function boundedShare(part: number, of: number): number | null {
  const found = share(part, of);
  return found === null ? null : Math.min(1, Math.max(0, found));
}

export function summaryOf(counters: Counters): Summary {
  const { counts, rates, clocks, time } = figuresOf(counters);
  const all = (name: 'met' | 'breached' | 'excused') => clocks.reduce((sum, clock) => sum + clock.counts[name], 0);
  const [met, breached, excused] = [all('met'), all('breached'), all('excused')];
  return {
    submitted: counts.submitted,
    accepted: counts.accepted,
    rejected: counts.rejected,
    completed: counts.completed,
    disqualified: counts.disqualified,
    cancelled: counts.cancelled,
    reassigned: counts.reassigned,
    overridden: counts.overridden,
    escalated: counts.escalated,
    exhausted: counts.exhausted,
    met,
    breached,
    excused,
    attainment: { raw: share(met, met + breached), excused: boundedShare(met, met + breached - excused) },
    rates: { ...rates, override: bounded(rates.override) },
    timeLost: {
      seconds: time.lostSeconds,
      waitingSeconds: time.causes.waiting.seconds,
      reworkSeconds: time.causes.rework.seconds,
      pausedSeconds: time.causes.paused.seconds,
      closedSeconds: time.causes.closed.seconds,
    },
  };
}

function bounded(rate: number | null): number | null {
  return rate === null ? null : boundedShare(rate, 1);
}

/** The figures whose change a review tells. */
export const CHANGING = [
  'submitted',
  'completed',
  'breached',
  'attainment',
  'rejectionRate',
  'reassignmentRate',
  'dropOff',
  'timeLostSeconds',
] as const;

export const changeSchema = once(() =>
  z
    .strictObject({
      figure: z.enum(CHANGING),
      now: z.number().nullable(),
      before: z.number().nullable(),
      change: z.number().nullable().meta({ description: '`now` less `before`; null where either is not known.' }),
    })
    .meta({ id: 'ReviewChange', description: 'A figure, beside that of the month before.' }),
);
export type Change = z.infer<ReturnType<typeof changeSchema>>;

export function changesOf(now: Summary, before: Summary): Change[] {
  const [present, past] = [valuesOf(now), valuesOf(before)];
  return CHANGING.map((figure) => {
    const [is, was] = [present[figure], past[figure]];
    return { figure, now: is, before: was, change: is === null || was === null ? null : is - was };
  });
}

function valuesOf({ submitted, completed, breached, attainment, rates, timeLost }: Summary) {
  return {
    submitted,
    completed,
    breached,
    attainment: attainment.raw,
    rejectionRate: rates.rejection,
    reassignmentRate: rates.reassignment,
    dropOff: rates.dropOff,
    timeLostSeconds: timeLost.seconds,
  } satisfies Record<(typeof CHANGING)[number], number | null>;
}
