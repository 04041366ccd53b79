import { MOST } from './bounds.ts';
import type { ReviewedMonth } from './reviewed-month.ts';
import { suggestByCitations } from './rules/cited.ts';
import { suggestByDays } from './rules/days.ts';
import { suggestByDropOff, suggestByEscalations } from './rules/ends.ts';
import { suggestByOverrides } from './rules/overridden.ts';
import { suggestByOwners, suggestByReassignments } from './rules/people.ts';
import { suggestByQueues } from './rules/queues.ts';
import type { Suggestion, Weighed } from './suggestion.ts';

const RULES: readonly ((month: ReviewedMonth) => Weighed[])[] = [
  suggestByCitations,
  suggestByOverrides,
  suggestByQueues,
  suggestByDays,
  suggestByEscalations,
  suggestByOwners,
  suggestByReassignments,
  suggestByDropOff,
];

/** What would probably help, that which the most handoffs speak for first. */
export function suggestionsFor(month: ReviewedMonth): Suggestion[] {
  const found = RULES.flatMap((rule) => rule(month));
  const order = (a: Weighed, b: Weighed) => b.weight - a.weight || (a.suggestion.id < b.suggestion.id ? -1 : 1);
  return found
    .sort(order)
    .slice(0, MOST.suggestions)
    .map(({ suggestion }) => suggestion);
}
