import { figuresOf } from '../../metrics/figures.ts';
import { BOUNDS } from '../bounds.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Weighed } from '../suggestion.ts';
import { partOf } from '../words.ts';

/** Contracts whose criteria are often set aside. */
export function suggestByOverrides(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract): Weighed[] => {
    const { counts, rates } = figuresOf(contract.all);
    if (counts.overridden < BOUNDS.overrides || (rates.override ?? 0) < BOUNDS.overrideRate) return [];
    const { contractId } = contract;
    const name = month.nameOf(contract);
    const of = counts.submitted + counts.resubmitted + counts.completed;
    return [
      {
        weight: counts.overridden,
        suggestion: {
          id: `revisit_overridden_criteria:${contractId}`,
          rule: 'revisit_overridden_criteria',
          title: `Revisit the criteria of “${name}”`,
          text: `They were set aside in ${partOf(counts.overridden, of)} submissions and completions: what people hand over all the same is not asked for in earnest. The reasons of the overrides are with the handoffs.`,
          ...month.about(contract),
          evidence: [
            {
              what: 'overrides',
              value: counts.overridden,
              of,
              unit: 'count',
              handoffs: month.link({ figure: 'overridden', contractId }),
            },
          ],
        },
      },
    ];
  });
}
