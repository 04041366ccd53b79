import type { Counters } from '../metrics/counters.ts';
import { daysBetween } from '../metrics/day.ts';
import { figuresOf, share } from '../metrics/figures.ts';
import { WEEKDAYS } from '../sla/calendar.ts';
import { BOUNDS, MOST } from './bounds.ts';
import { type ContractReview, contractReviewOf, partsOf } from './contract-review.ts';
import type { ReviewInput } from './input.ts';
import { weekdayOf } from './month.ts';
import { addUp, type MonthFigures, runsIn, runsOn } from './month-figures.ts';
import type { Review } from './review.ts';
import { reviewDays } from './review-days.ts';
import { ReviewedMonth } from './reviewed-month.ts';
import { shippedIn } from './shipped.ts';
import { suggestionsFor } from './suggest.ts';
import { changesOf, type Summary, summaryOf } from './summary.ts';

/** The review of a month. The same input gives the same review. */
export function reviewOf(input: ReviewInput): Review {
  const { month, mode, timeZone, asOf, provisionalBecause } = input;
  const days = reviewDays(input);
  const reviewed = new ReviewedMonth(input, days);
  const { figures } = reviewed;
  const summary = summaryOf(figures.all);
  const past = input.before === undefined || input.before.length === 0 ? undefined : addUp(input.before);
  const before = past === undefined ? null : summaryOf(past.all);
  const { rejections, counts } = figuresOf(figures.all);
  const contracts = contractsOf(reviewed, past);
  return {
    month,
    mode,
    timeZone,
    ...days,
    asOf,
    provisional: provisionalBecause !== undefined,
    ...(provisionalBecause === undefined ? {} : { provisionalBecause }),
    empty: input.cells.length === 0,
    attainmentTarget: BOUNDS.attainmentTarget,
    summary,
    before,
    changes: before === null ? [] : changesOf(summary, before),
    days: daysBetween(days.from, days.to).map((day) => dayReview(day, figures.days.get(day))),
    weekdays: WEEKDAYS.map((weekday) => {
      const { met, breached } = runsOn(figures.days, (day) => weekdayOf(day) === weekday);
      return { weekday, met, breached, attainment: share(met, met + breached) };
    }),
    contracts: contracts.slice(0, MOST.contracts),
    contractsOmitted: Math.max(0, contracts.length - MOST.contracts),
    rejections: {
      reasons: partsOf(rejections.reasons, counts.rejected, MOST.names),
      fields: partsOf(rejections.fields, counts.rejected, MOST.names),
      criteria: partsOf(rejections.criteria, counts.rejected, MOST.names),
    },
    shipped: shippedIn(reviewed),
    suggestions: suggestionsFor(reviewed),
  };
}

function dayReview(day: string, counters: Counters | undefined): Review['days'][number] {
  const count = (name: 'submitted' | 'completed' | 'rejected') => counters?.counts.get(name) ?? 0;
  const { met, breached } = counters === undefined ? { met: 0, breached: 0 } : runsIn(counters);
  return {
    day,
    submitted: count('submitted'),
    completed: count('completed'),
    rejected: count('rejected'),
    met,
    breached,
  };
}

function contractsOf(reviewed: ReviewedMonth, past: MonthFigures | undefined): ContractReview[] {
  const all = reviewed.contracts.map((contract) =>
    contractReviewOf(reviewed, contract, past?.contracts.get(contract.contractId)?.all),
  );
  const weight = ({ submitted, met, breached }: Summary) => submitted + met + breached;
  return all.sort(
    (a, b) =>
      Number(b.belowTarget) - Number(a.belowTarget) ||
      (a.belowTarget && b.belowTarget ? b.summary.breached - a.summary.breached : 0) ||
      weight(b.summary) - weight(a.summary) ||
      (a.contractId < b.contractId ? -1 : 1),
  );
}
