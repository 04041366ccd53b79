import { figuresOf } from '../../metrics/figures.ts';
import { BOUNDS } from '../bounds.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Weighed } from '../suggestion.ts';
import { partOf, tryIt } from '../words.ts';

/** Contracts whose escalations end without anybody having acted. */
export function suggestByEscalations(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract): Weighed[] => {
    const { counts } = figuresOf(contract.all);
    if (counts.exhausted < BOUNDS.exhausted) return [];
    const { contractId } = contract;
    return [
      {
        weight: counts.exhausted,
        suggestion: {
          id: `end_escalation:${contractId}`,
          rule: 'end_escalation',
          title: `Let the escalation of “${month.nameOf(contract)}” end with somebody who acts`,
          text: `${counts.exhausted} escalations fired their last step and the clock was still open: have that step reassign to the fallback, or repeat.`,
          ...month.about(contract),
          evidence: [
            {
              what: 'escalations that ended in vain',
              value: counts.exhausted,
              unit: 'count',
              handoffs: month.link({ figure: 'exhausted', contractId }),
            },
          ],
        },
      },
    ];
  });
}

/** Contracts of which much does not arrive. */
export function suggestByDropOff(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract): Weighed[] => {
    const { counts, rates } = figuresOf(contract.all);
    const dropped = counts.disqualified + counts.cancelled;
    const ended = dropped + counts.completed;
    if (ended < BOUNDS.ended || (rates.dropOff ?? 0) < BOUNDS.dropOff) return [];
    const { contractId } = contract;
    return [
      {
        weight: dropped,
        suggestion: {
          id: `qualify_earlier:${contractId}`,
          rule: 'qualify_earlier',
          title: `Qualify earlier in “${month.nameOf(contract)}”`,
          text: `${partOf(dropped, ended)} handoffs that ended were disqualified or cancelled: what disqualifies them is to be an entry criterion. ${tryIt(contractId)}`,
          ...month.about(contract),
          evidence: [
            {
              what: 'handoffs disqualified',
              value: counts.disqualified,
              of: ended,
              unit: 'count',
              handoffs: month.link({ figure: 'disqualified', contractId }),
            },
            {
              what: 'handoffs cancelled',
              value: counts.cancelled,
              of: ended,
              unit: 'count',
              handoffs: month.link({ figure: 'cancelled', contractId }),
            },
          ],
        },
      },
    ];
  });
}
