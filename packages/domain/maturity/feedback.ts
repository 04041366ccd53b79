import { figuresOf } from '../metrics/figures.ts';
import { countOf, percentsApart } from '../review/words.ts';
import { type Criterion, capabilityOf, presentMonth, reportLink, reviewLink } from './checks.ts';
import { type MaturityInput, NEEDED } from './input.ts';
import type { Capability } from './maturity.ts';

/** A monthly review with fixes shipped; by how much less drops off than before. */
export function feedbackLoop(input: MaturityInput): Capability {
  const [now, before] = [dropOffIn(input.all), dropOffIn(input.before)];
  const reduction = now.rate === null || before.rate === null ? null : before.rate - now.rate;
  const kpi = { name: 'drop-off reduction', value: reduction, unit: 'share', of: now.ended } as const;
  return capabilityOf('feedback_loop', kpi, [
    [reviewed(input)],
    [decided(input)],
    [shippedBy(input)],
    [helped(input, now, before)],
  ]);
}

function reviewed(input: MaturityInput): Criterion {
  const { latestReview, actions } = input.feedback;
  const none = actions > 0 ? 'no review is kept yet, but one was decided on' : 'no review is kept';
  const month = presentMonth(input);
  return {
    met: latestReview !== undefined || actions > 0,
    found: latestReview === undefined ? none : `the latest review that is kept is that of ${latestReview}`,
    links: latestReview === undefined ? [reviewLink(latestAction(input))] : ['/v1/reviews', reviewLink(latestReview)],
    next: `Read the review of a month that is over, which is kept from then on, or decide on an action in that of the running one: POST /v1/reviews/${month}/actions.`,
  };
}

function decided(input: MaturityInput): Criterion {
  const { latestReview, actions } = input.feedback;
  const month = latestReview ?? presentMonth(input);
  return {
    met: actions > 0,
    found: `${countOf(actions, 'action was', 'actions were')} decided in the reviews of the last six months`,
    links: [reviewLink(actions > 0 ? latestAction(input) : month)],
    next: `Decide on an action in a review: POST /v1/reviews/${month}/actions.`,
  };
}

function shippedBy(input: MaturityInput): Criterion {
  const { actions, shipped } = input.feedback;
  const found = `${shipped} of them ${shipped === 1 ? 'was' : 'were'} shipped by a version of a contract`;
  return {
    met: shipped > 0,
    found: actions === 0 ? 'no version of a contract ships any' : found,
    links: [reviewLink(latestAction(input))],
    next: `Publish a version that ships an action, and say so: PATCH the action with contractVersion. The review of ${latestAction(input)} has the latest.`,
  };
}

interface DropOff {
  readonly rate: number | null;
  readonly ended: number;
}

function helped(input: MaturityInput, now: DropOff, before: DropOff): Criterion {
  const { shipped, verdicts } = input.feedback;
  const better = verdicts.filter((verdict) => verdict === 'better').length;
  const enough = now.ended >= NEEDED.ended && before.ended >= NEEDED.ended;
  const fell = enough && now.rate !== null && before.rate !== null && now.rate < before.rate;
  return {
    met: better > 0 || (shipped > 0 && fell),
    found: `${changeWords(input, better)}; ${dropOffWords(now, before, enough)}`,
    links: [...(shipped > 0 ? [reviewLink(latestAction(input))] : ['/v1/reviews']), reportLink(input)],
    next: verdicts.some(isClear)
      ? `No shipped version has made anything better so far: see in the review of ${latestAction(input)} what they changed, and ship another.`
      : `It cannot be told yet what the shipped versions changed: a version is compared with the one that ran before it, from ${NEEDED.decisions} decisions under each. The review of ${latestAction(input)} says how far they are.`,
  };
}

function changeWords({ feedback: { shipped, verdicts } }: MaturityInput, better: number): string {
  if (shipped === 0) return 'no version has shipped an action';
  if (better > 0) return `${countOf(better, 'shipped version', 'shipped versions')} made something better`;
  return verdicts.some(isClear)
    ? 'no shipped version made anything better'
    : 'of no shipped version it can be told what it changed';
}

function isClear(verdict: MaturityInput['feedback']['verdicts'][number]): boolean {
  return verdict === 'better' || verdict === 'worse' || verdict === 'same';
}

function dropOffWords(now: DropOff, before: DropOff, enough: boolean): string {
  if (now.rate === null || before.rate === null) return 'drop-off is not known for both periods';
  if (!enough) return `too few handoffs ended to compare drop-off: ${before.ended} before, and ${now.ended}`;
  const [then, since] = percentsApart(before.rate, now.rate);
  return now.rate === before.rate ? `drop-off stayed at ${since}` : `drop-off went from ${then} to ${since}`;
}

/** In whose review the latest action was decided. */
function latestAction(input: MaturityInput): string {
  return input.feedback.latestAction ?? input.feedback.latestReview ?? presentMonth(input);
}

function dropOffIn(counters: MaturityInput['all']): DropOff {
  const { counts, rates } = figuresOf(counters);
  return { rate: rates.dropOff, ended: counts.completed + counts.disqualified + counts.cancelled };
}
