import { figuresOf } from '../metrics/figures.ts';
import { countOf, percent } from '../review/words.ts';
import { capabilityOf, reportLink } from './checks.ts';
import { type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** A monthly review with fixes shipped; by how much less drops off than before. */
export function feedbackLoop(input: MaturityInput): Capability {
  const [now, before] = [dropOffIn(input.all), dropOffIn(input.before)];
  const reduction = now.rate === null || before.rate === null ? null : before.rate - now.rate;
  const enough = now.ended >= NEEDED.ended && before.ended >= NEEDED.ended;
  const { latestReview, actions, shipped, verdicts } = input.feedback;
  const better = verdicts.filter((verdict) => verdict === 'better').length;
  const fell = enough && reduction !== null && reduction > 0;
  const told =
    now.rate === null || before.rate === null
      ? 'drop-off is not known for both periods'
      : `drop-off went from ${percent(before.rate)} to ${percent(now.rate)}`;
  return capabilityOf('feedback_loop', { name: 'drop-off reduction', value: reduction, unit: 'share', of: now.ended }, [
    {
      met: latestReview !== undefined || actions > 0,
      found:
        latestReview === undefined ? 'no review is kept' : `the latest review that is kept is that of ${latestReview}`,
      links: ['/v1/reviews'],
      next: 'Read the review of the last month, when it is there: GET /v1/reviews.',
    },
    {
      met: actions > 0,
      found: `${countOf(actions, 'action was', 'actions were')} decided in the reviews of the last six months`,
      links: ['/v1/reviews'],
      next: 'Decide on an action in a review: POST /v1/reviews/{month}/actions.',
    },
    {
      met: shipped > 0,
      found: `${shipped} of them ${shipped === 1 ? 'was' : 'were'} shipped by a version of a contract`,
      links: ['/v1/reviews'],
      next: 'Publish a version that ships an action, and say so: PATCH the action with contractVersion.',
    },
    {
      met: better > 0 || (shipped > 0 && fell),
      found: `${countOf(better, 'shipped version', 'shipped versions')} made something better; ${told}`,
      links: ['/v1/reviews', reportLink(input)],
      next: 'See in the review what the shipped versions changed, and go on until one is better or less drops off.',
    },
  ]);
}

function dropOffIn(counters: MaturityInput['all']): { readonly rate: number | null; readonly ended: number } {
  const { counts, rates } = figuresOf(counters);
  return { rate: rates.dropOff, ended: counts.completed + counts.disqualified + counts.cancelled };
}
