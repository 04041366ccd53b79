import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** Counts up whenever what `tallyOf` finds in the same events changes: figures by other rules are counted anew. */
export const METRIC_RULES = 2;
/** Cells of one dimension and day that handoffs are spread over at the most. */
export const MAX_SHARDS = 16;

const generationSchema = once(() =>
  z.strictObject({
    /** Never used again. */
    number: z.number().int().positive(),
    timeZone: z.string(),
    rules: z.number().int().positive(),
    /** How many cells share what happens on one day in one dimension. */
    shards: z.number().int().positive(),
  }),
);

/** Figures that were counted by one set of rules in one time zone. */
export type Generation = z.infer<ReturnType<typeof generationSchema>>;

/** A tenant's figures in one mode: those that are shown, and those that are to take their place. */
export const generationsSchema = once(() =>
  z.strictObject({
    version: z.number().int().positive(),
    serving: generationSchema(),
    building: generationSchema()
      .extend({
        /** When it was begun, or when the last piece of it was done. */
        movedAt: canonicalInstantSchema(),
        /** Counts the pieces of work: one that was done is not asked for again. */
        step: z.number().int().min(0),
        /** Every handoff up to this one has been counted: contract by contract, in the order of their ids. */
        reached: z.strictObject({ contractId: z.string(), handoffId: z.string().optional() }).optional(),
      })
      .optional(),
    /** Whose cells are still to be removed. */
    retired: z.array(z.number().int().positive()),
  }),
);
export type Generations = z.infer<ReturnType<typeof generationsSchema>>;
export type Reached = NonNullable<NonNullable<Generations['building']>['reached']>;

/** The first figures of a tenant. */
export function firstGenerations(timeZone: string): Generations {
  return { version: 1, serving: { number: 1, timeZone, rules: METRIC_RULES, shards: 1 }, retired: [] };
}

/** All that new events are counted in. */
export function counted({ serving, building }: Generations): readonly Generation[] {
  if (building === undefined) return [serving];
  const { movedAt: _movedAt, step: _step, reached: _reached, ...generation } = building;
  return [serving, generation];
}

/** Whether figures are shown, or being counted, by other days or rules than these. */
export function isOutdated({ serving, building }: Generations, timeZone: string): boolean {
  const latest = building ?? serving;
  return latest.timeZone !== timeZone || latest.rules !== METRIC_RULES;
}

/** Begins to count everything anew, in place of what was being counted, if anything was. */
export function beginRebuild(before: Generations, timeZone: string, movedAt: Instant): Generations {
  const { serving, building, retired, version } = before;
  const number = Math.max(serving.number, building?.number ?? 0, ...retired) + 1;
  const generation = { number, timeZone, rules: METRIC_RULES, shards: serving.shards };
  return {
    version: version + 1,
    serving,
    building: { ...generation, movedAt, step: 0 },
    retired: building === undefined ? retired : [...retired, building.number],
  };
}

/** What is being counted is counted up to `reached`. */
export function reach(before: Generations, reached: Reached, movedAt: Instant): Generations {
  const { building, version } = before;
  if (building === undefined) throw new Error('nothing is being counted anew');
  return { ...before, version: version + 1, building: { ...building, movedAt, step: building.step + 1, reached } };
}

/** What is being counted is gone on with. */
export function resume(before: Generations, movedAt: Instant): Generations {
  const { building, version } = before;
  if (building === undefined) throw new Error('nothing is being counted anew');
  return { ...before, version: version + 1, building: { ...building, movedAt } };
}

/** What was being counted is complete: it is shown from now on, and what was shown may go. */
export function finishRebuild(before: Generations): Generations {
  const [serving, built] = counted(before);
  if (serving === undefined || built === undefined) throw new Error('nothing is being counted anew');
  return { version: before.version + 1, serving: built, retired: [...before.retired, serving.number] };
}

/** The cells of `number` are removed. */
export function forget(before: Generations, number: number): Generations {
  return { ...before, version: before.version + 1, retired: before.retired.filter((each) => each !== number) };
}

/** Spreads what is to come over twice as many cells; undefined if it is spread as far as it goes. */
export function growShards(before: Generations): Generations | undefined {
  const { serving, building } = before;
  if (serving.shards >= MAX_SHARDS) return undefined;
  const shards = serving.shards * 2;
  return {
    ...before,
    version: before.version + 1,
    serving: { ...serving, shards },
    ...(building === undefined ? {} : { building: { ...building, shards } }),
  };
}
