import type { Review } from '#domain/review/review.ts';
import type { Ids } from './plan/cast.ts';
import { FIX_AFTER_MONTHS } from './plan/plan.ts';
import type { ContractKey } from './plan/story.ts';

/** What of a review tells whether it has found something. */
export type Reviewed = Pick<Review, 'month' | 'suggestions' | 'shipped'>;

/** A fault that was planted, or its mending, and the months whose reviews name it. */
export interface Finding {
  readonly what: string;
  readonly months: readonly string[];
  readonly found: boolean;
}

export interface Planted {
  readonly ids: Pick<Ids, 'queue'>;
  contract(key: ContractKey): string;
}

/** Handoffs a month from which the faults are plain enough to be found in every story. */
export const PLAIN_PER_MONTH = 700;

/** How a finding is told. `plain`: there are handoffs enough to find it. */
export function findingLine({ what, months, found }: Finding, plain: boolean): string {
  const where = months.length === 0 ? '' : ` (${months.join(', ')})`;
  if (found) return `  yes  ${what}${where}`;
  return plain ? `  no   ${what}${where}` : `  few  ${what}${where}: too few handoffs for it`;
}

/** What the reviews of a demo, in the order of their months, name of what was planted. */
export function findingsOf(reviews: readonly Reviewed[], { ids, contract }: Planted): readonly Finding[] {
  const naming = (id: string) =>
    reviews.filter(({ suggestions }) => suggestions.some((each) => each.id === id)).map(({ month }) => month);
  const field = naming(`require_field:${contract('onboardings')}:/stakeholders`);
  const before = reviews.slice(0, FIX_AFTER_MONTHS).map(({ month }) => month);
  const isOf = (month: readonly string[]) => (each: string) => month.includes(each);
  const mended = reviews.filter(({ shipped }) =>
    shipped.some(
      ({ contractId, version, verdict }) =>
        contractId === contract('onboardings') && version === 2 && verdict === 'better',
    ),
  );
  const talkedAbout = reviews.filter(({ suggestions }) =>
    suggestions.some(({ contractId }) => contractId === contract('meetings')),
  );
  const queue = naming(`relieve_queue:${ids.queue('desk')}`);
  const weekend = naming(`cover_weekend:${contract('cases')}:accept`);
  return [
    {
      what: 'The stakeholder map is cited again and again and not required, until it is',
      months: field,
      found: before.every(isOf(field)) && field.every(isOf(before)),
    },
    { what: 'The inbound desk has too few people', months: queue, found: queue.length > 0 },
    { what: 'Cases wait over the weekends', months: weekend, found: weekend.length === reviews.length },
    ...(reviews.length > FIX_AFTER_MONTHS
      ? [
          {
            what: 'The second version of the onboarding contract made it better',
            months: mended.map(({ month }) => month),
            found: mended.length > 0,
          },
        ]
      : []),
    {
      what: 'Of the meetings there is nothing to say',
      months: talkedAbout.map(({ month }) => month),
      found: talkedAbout.length === 0,
    },
  ];
}
