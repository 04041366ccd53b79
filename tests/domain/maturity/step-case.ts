import type { ContractBody } from '#domain/contract/body.ts';
import type { MaturityInput } from '#domain/maturity/input.ts';
import type { CapabilityName } from '#domain/maturity/maturity.ts';
import { MEASURES, overallVerdict, type Verdict } from '#domain/review/comparison.ts';
import { type Counted, counters } from '../review/sample-month.ts';
import { contract, WHOLE } from './sample-tenant.ts';

/** A tenant that lacks one thing, and what it is told to do. */
export interface Case {
  readonly where: string;
  readonly of: CapabilityName;
  readonly input: Partial<MaturityInput>;
  readonly level: number;
  /** All that the next step says. */
  readonly next: RegExp;
  readonly found?: RegExp;
  readonly links: readonly RegExp[];
}

export const five = (whole: number, rest: Partial<ContractBody> = {}) =>
  Array.from({ length: 5 }, (_, index) => contract(`ctr_${index}`, index < whole ? WHOLE : { ...WHOLE, ...rest }));
export const withAll = (counted: Counted): Partial<MaturityInput> => ({ all: counters(counted) });
export const citing = (field: string): Partial<MaturityInput> => {
  const cited = counters({ counts: { accepted: 190, rejected: 10 }, fields: { [field]: 6 } });
  return { all: cited, figures: new Map([['ctr_1', cited]]) };
};
export const feedback = (changes: Partial<MaturityInput['feedback']>): Partial<MaturityInput> => ({
  feedback: { actions: 0, shipped: 0, effects: [], ...changes },
});
/** What a version changed by these verdicts on its measures. */
export const effect = (...verdicts: readonly Verdict[]): MaturityInput['feedback']['effects'][number] => {
  const side = { value: null, of: 0 };
  const measures = verdicts.map((verdict, index) => {
    const measure = MEASURES[index] ?? 'dropOff';
    return { measure, before: side, after: side, change: null, verdict };
  });
  return { verdict: overallVerdict(measures), measures };
};
export const plain = { ...WHOLE.packet, schema: { type: 'object', properties: { goals: {} } } };
export const journey = (...inherits: readonly boolean[]) =>
  inherits.map((inherit, index) =>
    contract(`ctr_${index}`, {
      ...WHOLE,
      from: { stage: `s${index}` },
      to: { stage: `s${index + 1}` },
      packet: { schema: {}, ...(inherit ? { inherit: [{ field: '/goals' }] } : {}) },
    }),
  );
