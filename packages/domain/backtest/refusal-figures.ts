import { type CountedHandoffs, countHandoffs } from './counted-handoffs.ts';
import type { Judgement } from './judge.ts';

/** More fields than this are not listed; a packet may differ from its schema in hundreds of places. */
export const LISTED_FIELDS = 100;

export interface RefusalFigures extends CountedHandoffs {
  /** How many of them their receivers sent back in fact: a refusal would have spared that. */
  readonly sentBack: number;
  /** How many hand over another type of subject. */
  readonly wrongSubjectType: number;
  /** Entry criteria that are not met, the one with most handoffs first. `errors`: how often it could not be evaluated. */
  readonly criteria: readonly (CountedHandoffs & { readonly id: string; readonly errors: number })[];
  /** Where packets differ from the schema; `*` stands for any place in a list. */
  readonly fields: readonly (CountedHandoffs & { readonly pointer: string; readonly keyword: string })[];
}

/** Of handoffs that would have been refused. */
export function refusalFigures(refused: readonly Judgement[]): RefusalFigures {
  return {
    ...countHandoffs(refused.map(({ handoffId }) => handoffId)),
    sentBack: refused.filter(({ sentBack }) => sentBack).length,
    wrongSubjectType: refused.filter(({ refusal }) => refusal?.wrongSubjectType === true).length,
    criteria: criteriaOf(refused),
    fields: fieldsOf(refused),
  };
}

function criteriaOf(refused: readonly Judgement[]): RefusalFigures['criteria'] {
  const unmet = refused.flatMap(({ handoffId, refusal }) =>
    (refusal?.criteria ?? []).map((result) => ({ handoffId, ...result })),
  );
  return [...Map.groupBy(unmet, ({ id }) => id)]
    .map(([id, results]) => ({
      id,
      errors: results.filter(({ error }) => error !== undefined).length,
      ...countHandoffs(results.map(({ handoffId }) => handoffId)),
    }))
    .sort(byCount);
}

function fieldsOf(refused: readonly Judgement[]): RefusalFigures['fields'] {
  const faults = refused.flatMap(({ handoffId, refusal }) =>
    (refusal?.schemaErrors ?? []).map(({ pointer, keyword }) => ({ handoffId, pointer: anyPlace(pointer), keyword })),
  );
  return [...Map.groupBy(faults, ({ pointer, keyword }) => `${keyword} ${pointer}`).values()]
    .flatMap((alike) => {
      const [first] = alike;
      if (first === undefined) return [];
      const ids = [...new Set(alike.map(({ handoffId }) => handoffId))];
      return [{ pointer: first.pointer, keyword: first.keyword, ...countHandoffs(ids) }];
    })
    .sort(byCount)
    .slice(0, LISTED_FIELDS);
}

function anyPlace(pointer: string): string {
  return pointer.replaceAll(/\/(?:0|[1-9]\d*)(?=\/|$)/g, '/*');
}

function byCount(one: CountedHandoffs, other: CountedHandoffs): number {
  return other.count - one.count;
}
