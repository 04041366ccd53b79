import { figuresOf } from '../metrics/figures.ts';
import type { Month } from '../review/month.ts';
import { countOf, percentsApart } from '../review/words.ts';
import { type Criterion, capabilityOf, presentMonth, reportLink, reviewLink } from './checks.ts';
import { countedMonths } from './counted-months.ts';
import { type Effect, type MaturityInput, NEEDED } from './input.ts';
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
  const { actions } = input.feedback;
  const month = latestAction(input);
  return {
    met: actions > 0,
    found: `${countOf(actions, 'action was', 'actions were')} decided in the reviews of the last six months`,
    links: [reviewLink(month)],
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
  const { shipped, effects } = input.feedback;
  const enough = now.ended >= NEEDED.ended && before.ended >= NEEDED.ended;
  const fell = enough && now.rate !== null && before.rate !== null && now.rate < before.rate;
  return {
    met: thatMade(effects, 'better') > 0 || (shipped > 0 && fell),
    found: `${changeWords(input)}; ${dropOffWords(now, before, enough)}`,
    links: [...(shipped > 0 ? [reviewLink(latestAction(input))] : ['/v1/reviews']), reportLink(input)],
    next: effects.some(isClear)
      ? `No shipped version has made anything better so far: see in the review of ${latestAction(input)} what they changed, and ship another.`
      : `It cannot be told yet what the shipped versions changed: a version is compared with the one that ran before it, from ${NEEDED.decisions} decisions under each. The review of ${latestAction(input)} says how far they are.`,
  };
}

function changeWords({ feedback: { shipped, effects } }: MaturityInput): string {
  if (shipped === 0) return 'no version has shipped an action';
  const [better, worse] = [thatMade(effects, 'better'), thatMade(effects, 'worse')];
  const harm = worse === 0 ? '' : `, and ${worse} made something worse`;
  if (better > 0) return `${countOf(better, 'shipped version', 'shipped versions')} made something better${harm}`;
  return effects.some(isClear)
    ? `no shipped version made anything better${harm}`
    : 'of no shipped version it can be told what it changed';
}

/** A version that makes one measure better and another one worse has made both. */
function thatMade(effects: readonly Effect[], change: 'better' | 'worse'): number {
  return effects.filter(({ measures }) => measures.some(({ verdict }) => verdict === change)).length;
}

function isClear({ verdict }: Effect): boolean {
  return verdict === 'better' || verdict === 'worse' || verdict === 'same';
}

function dropOffWords(now: DropOff, before: DropOff, enough: boolean): string {
  if (now.rate === null || before.rate === null) return 'drop-off is not known for both periods';
  if (!enough) return `too few handoffs ended to compare drop-off: ${before.ended} before, and ${now.ended}`;
  const [then, since] = percentsApart(before.rate, now.rate);
  return now.rate === before.rate ? `drop-off stayed at ${since}` : `drop-off went from ${then} to ${since}`;
}

/** In whose review the latest action was decided; where none was, one in which an action would count. */
function latestAction(input: MaturityInput): Month {
  const { latestAction: latest, latestReview } = input.feedback;
  if (latest !== undefined) return latest;
  const present = presentMonth(input);
  return latestReview !== undefined && countedMonths(present).includes(latestReview) ? latestReview : present;
}

function dropOffIn(counters: MaturityInput['all']): DropOff {
  const { counts, rates } = figuresOf(counters);
  return { rate: rates.dropOff, ended: counts.completed + counts.disqualified + counts.cancelled };
}
