import { MOST } from './bounds.ts';
import type { ContractReview, Part } from './contract-review.ts';
import { type DaysMeant, type FigureOf, figureLink } from './figure-link.ts';
import { monthBefore } from './month.ts';
import type { Review } from './review.ts';
import { daysOfMonth } from './review-days.ts';
import type { Summary } from './summary.ts';

type Link = (of: FigureOf) => string;

/**
 * A review with the addresses of the handoffs behind its figures. A figure that is 0 has none. They follow from the review
 * alone, so that one that was kept has them too, and name its time zone: the figures may be of another by now.
 */
export function withLinks(review: Review): Review {
  const { from, to, month, summary, before, contracts, rejections, suggestions, timeZone } = review;
  const linkIn = linksIn(timeZone);
  const link = linkIn({ from, to });
  return {
    ...review,
    summary: linkedSummary(summary, link),
    before: before && linkedSummary(before, linkIn(daysOfMonth(monthBefore(month)))),
    contracts: contracts.map((contract) =>
      linkedContract(contract, linkIn({ from, to }, contract.contractId), timeZone),
    ),
    rejections: {
      reasons: cited(rejections.reasons, 'reason', link),
      fields: cited(rejections.fields, 'field', link),
      criteria: cited(rejections.criteria, 'criterion', link),
    },
    suggestions: suggestions.map((suggestion) => ({
      ...suggestion,
      evidence: suggestion.evidence.map((each) =>
        each.handoffs === undefined ? each : { ...each, handoffs: inZone(each.handoffs, timeZone) },
      ),
    })),
  };
}

function linksIn(timeZone: string) {
  return (days: DaysMeant, contractId?: string): Link =>
    (of) =>
      figureLink({ ...of, contractId }, days, timeZone);
}

/** A link that was made with the review, and kept with it. */
function inZone(link: string, timeZone: string): string {
  return `${link}&${new URLSearchParams({ timeZone })}`;
}

function linkedContract(contract: ContractReview, link: Link, timeZone: string): ContractReview {
  const { summary, behind, clocks } = contract;
  const late = (parts: readonly Part[], bearer: 'ownerId' | 'queueId') =>
    parts.map((part) => ({ ...part, handoffs: link({ figure: 'breached', [bearer]: part.id }) }));
  return {
    ...contract,
    summary: linkedSummary(summary, link),
    clocks: clocks.map((clock) => ({ ...clock, breaches: inZone(clock.breaches, timeZone) })),
    behind: {
      reasons: cited(behind.reasons, 'reason', link),
      criteria: cited(behind.criteria, 'criterion', link),
      fields: cited(behind.fields, 'field', link),
      owners: late(behind.owners, 'ownerId'),
      queues: late(behind.queues, 'queueId'),
    },
  };
}

/** A name that was cut off is not the one that it is counted by. */
function cited(parts: readonly Part[], figure: 'reason' | 'field' | 'criterion', link: Link): Part[] {
  const isWhole = ({ id }: Part) => id.length < MOST.nameLength || !id.endsWith('…');
  return parts.map((part) => (isWhole(part) ? { ...part, handoffs: link({ figure, name: part.id }) } : part));
}

const FIGURES = [
  'submitted',
  'accepted',
  'rejected',
  'completed',
  'disqualified',
  'cancelled',
  'reassigned',
  'overridden',
  'escalated',
  'exhausted',
  'met',
  'breached',
  'excused',
] as const satisfies readonly (keyof Summary)[];

const TIMES = [
  ['seconds', 'lostTime'],
  ['waitingSeconds', 'waitingTime'],
  ['reworkSeconds', 'reworkTime'],
  ['pausedSeconds', 'pausedTime'],
  ['closedSeconds', 'closedTime'],
] as const satisfies readonly (readonly [keyof Summary['timeLost'], string])[];

function linkedSummary(summary: Summary, link: Link): Summary {
  const { timeLost } = summary;
  const figures = FIGURES.filter((figure) => summary[figure] > 0).map((figure) => [figure, link({ figure })]);
  const times = TIMES.filter(([member]) => timeLost[member] > 0).map(([member, figure]) => [member, link({ figure })]);
  return {
    ...summary,
    handoffs: Object.fromEntries(figures),
    timeLost: { ...timeLost, handoffs: Object.fromEntries(times) },
  };
}
