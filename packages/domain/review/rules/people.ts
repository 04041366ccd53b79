import { figuresOf, share } from '../../metrics/figures.ts';
import { BOUNDS } from '../bounds.ts';
import { type ContractFigures, decisionsIn, runsIn } from '../month-figures.ts';
import type { ReviewedMonth } from '../reviewed-month.ts';
import type { Weighed } from '../suggestion.ts';
import { partOf, percent } from '../words.ts';

/** Owners who have most of a contract's breaches, and by far not most of its work. */
export function suggestByOwners(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract) => {
    const { breached: all } = runsIn(contract.all);
    const active = [...contract.owners].filter(([, counters]) => decisionsIn(counters) > 0);
    if (all < BOUNDS.breaches || active.length < 2) return [];
    return active.flatMap(([ownerId, counters]) => {
      const { breached } = runsIn(counters);
      const [decisions, ofAll] = [decisionsIn(counters), decisionsIn(contract.all)];
      if (breached < BOUNDS.breaches || breached < BOUNDS.ownerBreachShare * all) return [];
      // in whole numbers, as shares are rounded
      if (breached * ofAll < BOUNDS.ownerBreachTimes * decisions * all) return [];
      return [owner(month, contract, ownerId, { breached, all, ofWork: share(decisions, ofAll) ?? 0 })];
    });
  });
}

interface Load {
  readonly breached: number;
  readonly all: number;
  readonly ofWork: number;
}

function owner(
  month: ReviewedMonth,
  contract: ContractFigures,
  ownerId: string,
  { breached, all, ofWork }: Load,
): Weighed {
  const { contractId } = contract;
  const name = month.owner(ownerId)?.name ?? ownerId;
  return {
    weight: breached,
    suggestion: {
      id: `relieve_owner:${contractId}:${ownerId}`,
      rule: 'relieve_owner',
      title: `Relieve ${name} in “${month.nameOf(contract)}”`,
      text: `${partOf(breached, all)} breaches were with ${name}, who made ${percent(ofWork)} of the decisions: give them a capacity, or a smaller weight in the queue.`,
      ...month.about(contract),
      ownerId,
      evidence: [
        {
          what: 'breaches with the owner',
          value: breached,
          of: all,
          unit: 'count',
          handoffs: month.link({ figure: 'breached', contractId, ownerId }),
        },
        { what: 'share of the decisions', value: ofWork, unit: 'share' },
      ],
    },
  };
}

/** Contracts whose handoffs go from hand to hand. */
export function suggestByReassignments(month: ReviewedMonth): Weighed[] {
  return month.contracts.flatMap((contract): Weighed[] => {
    const { counts, rates } = figuresOf(contract.all);
    if (counts.submitted < BOUNDS.submitted || (rates.reassignment ?? 0) < BOUNDS.reassignmentRate) return [];
    const { contractId } = contract;
    return [
      {
        weight: counts.firstReassigned,
        suggestion: {
          id: `sharpen_routing:${contractId}`,
          rule: 'sharpen_routing',
          title: `Add a routing rule to “${month.nameOf(contract)}”`,
          text: `${counts.firstReassigned} handoffs went to somebody else than routing had chosen, and ${counts.submitted} were submitted; ${counts.misrouted} were moved as misrouted: have a rule tell apart what those who reassign them tell apart.`,
          ...month.about(contract),
          evidence: [
            {
              what: 'handoffs that were reassigned',
              value: counts.firstReassigned,
              unit: 'count',
              handoffs: month.link({ figure: 'firstReassigned', contractId }),
            },
            {
              what: 'handoffs submitted',
              value: counts.submitted,
              unit: 'count',
              handoffs: month.link({ figure: 'submitted', contractId }),
            },
            { what: 'misrouted', value: counts.misrouted, unit: 'count' },
          ],
        },
      },
    ];
  });
}
