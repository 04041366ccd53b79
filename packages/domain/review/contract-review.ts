import * as z from 'zod';
import type { Counters } from '../metrics/counters.ts';
import { type ClockFigures, figuresOf, type NamedCount, share } from '../metrics/figures.ts';
import { once } from '../once.ts';
import { BOUNDS, MOST } from './bounds.ts';
import { type ContractFigures, type Runs, runsIn } from './month-figures.ts';
import type { ReviewedMonth } from './reviewed-month.ts';
import { attainmentSchema, boundedShare, shareSchema, summaryOf, summarySchema } from './summary.ts';

const clockSchema = once(() =>
  z
    .strictObject({
      clock: z.string(),
      met: z.int(),
      breached: z.int(),
      excused: z.int(),
      attainment: attainmentSchema(),
      belowTarget: z.boolean().meta({ description: 'Less than 90 % were met, of 10 or more that ended.' }),
      attainmentBefore: shareSchema()
        .optional()
        .meta({ description: 'Of this clock, the month before; null: none ended then. Absent where it was not kept.' }),
      belowTargetBefore: z
        .boolean()
        .optional()
        .meta({ description: 'The same of the month before: below target two months in a row, if both are.' }),
      p50Seconds: z
        .number()
        .nullable()
        .meta({ description: 'Working time of those that ended; null: there are none.' }),
      p90Seconds: z.number().nullable(),
      breaches: z.string().meta({ description: 'Where the handoffs behind its breaches are listed.' }),
    })
    .meta({ id: 'ReviewClock', description: 'A clock of a contract in the month.' }),
);

/** Whom or what a part of something falls to. */
export const partSchema = once(() =>
  z
    .strictObject({
      id: z.string().meta({ description: 'A criterion, a field, a reason, or the id of an owner or a queue.' }),
      name: z.string().optional().meta({ description: 'What an owner or a queue is called.' }),
      count: z.int(),
      share: shareSchema(),
      handoffs: z.string().optional().meta({ description: 'Where the handoffs behind it are listed.' }),
    })
    .meta({ id: 'ReviewPart', description: 'A part of the rejections, or of the breaches.' }),
);
export type Part = z.infer<ReturnType<typeof partSchema>>;

const behindSchema = once(() =>
  z
    .strictObject({
      reasons: z.array(partSchema()),
      criteria: z.array(partSchema()),
      fields: z.array(partSchema()),
      owners: z.array(partSchema()).meta({ description: 'With whom breaches were.' }),
      queues: z.array(partSchema()).meta({ description: 'In which breaches were.' }),
    })
    .meta({ id: 'ReviewBehind', description: 'What is behind rejections and breaches, five of each at most.' }),
);

export const contractReviewSchema = once(() =>
  z
    .strictObject({
      contractId: z.string(),
      name: z.string(),
      versions: z.array(z.int().positive()),
      stages: z.strictObject({ from: z.string(), to: z.string() }).optional(),
      summary: summarySchema(),
      attainmentBefore: shareSchema().meta({
        description: 'Raw attainment of the month before, over all clocks; each clock has its own.',
      }),
      belowTarget: z.boolean(),
      clocks: z.array(clockSchema()),
      behind: behindSchema(),
    })
    .meta({ id: 'ContractReview', description: 'A contract in the month.' }),
);
export type ContractReview = z.infer<ReturnType<typeof contractReviewSchema>>;

export function contractReviewOf(
  month: ReviewedMonth,
  contract: ContractFigures,
  before: Counters | undefined,
): ContractReview {
  const figures = figuresOf(contract.all);
  const clocks = figures.clocks.map((clock) => clockReview(month, contract.contractId, clock, before));
  const stages = month.latest(contract)?.body;
  const { met, breached } = before === undefined ? { met: 0, breached: 0 } : runsIn(before);
  const { rejections, counts } = figures;
  return {
    contractId: contract.contractId,
    name: month.nameOf(contract),
    versions: [...contract.versions.keys()].sort((a, b) => a - b),
    ...(stages === undefined ? {} : { stages: { from: stages.from.stage, to: stages.to.stage } }),
    summary: summaryOf(contract.all),
    attainmentBefore: share(met, met + breached),
    belowTarget: clocks.some(({ belowTarget }) => belowTarget),
    clocks,
    behind: {
      reasons: partsOf(rejections.reasons, counts.rejected),
      criteria: partsOf(rejections.criteria, counts.rejected),
      fields: partsOf(rejections.fields, counts.rejected),
      owners: lateOf(contract.owners, contract.all, (id) => month.owner(id)?.name),
      queues: lateOf(contract.queues, contract.all, (id) => month.queue(id)?.name),
    },
  };
}

function clockReview(
  month: ReviewedMonth,
  contractId: string,
  figures: ClockFigures,
  before: Counters | undefined,
): z.infer<ReturnType<typeof clockSchema>> {
  const { clock, counts, attainment, workingSeconds } = figures;
  const { met, breached, excused } = counts;
  const ended = met + breached;
  const past = before === undefined ? { met: 0, breached: 0 } : runsIn(before, clock);
  return {
    clock,
    met,
    breached,
    excused,
    attainment: { raw: attainment.raw, excused: boundedShare(met, ended - excused) },
    belowTarget: isBelowTarget({ met, breached }),
    attainmentBefore: boundedShare(past.met, past.met + past.breached),
    belowTargetBefore: isBelowTarget(past),
    p50Seconds: workingSeconds?.p50 ?? null,
    p90Seconds: workingSeconds?.p90 ?? null,
    breaches: month.link({ figure: 'breached', clock, contractId }),
  };
}

/** Whether so many runs of a clock were met that its contract misses the target: too few runs say nothing. */
export function isBelowTarget({ met, breached }: Runs): boolean {
  const ended = met + breached;
  return ended >= BOUNDS.clockRuns && met / ended < BOUNDS.attainmentTarget;
}

export function partsOf(named: readonly NamedCount[], of: number, most: number = MOST.behind): Part[] {
  return named
    .slice(0, most)
    .map(({ name, count }) => ({ id: shortened(name), count, share: boundedShare(count, of) }));
}

/** A schema may name its properties as long as it likes; a review is to stay one that can be kept. */
function shortened(name: string): string {
  return name.length <= MOST.nameLength ? name : `${name.slice(0, MOST.nameLength - 1)}…`;
}

function lateOf(
  people: ReadonlyMap<string, Counters>,
  all: Counters,
  nameOf: (id: string) => string | undefined,
): Part[] {
  const { breached: of } = runsIn(all);
  const late = [...people].map(([id, counters]) => ({ id, count: runsIn(counters).breached }));
  return late
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1))
    .slice(0, MOST.behind)
    .map(({ id, count }) => {
      const name = nameOf(id);
      return { id, ...(name === undefined ? {} : { name }), count, share: boundedShare(count, of) };
    });
}
