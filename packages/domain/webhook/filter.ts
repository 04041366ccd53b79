import { type Condition, evaluateCondition } from '../expression/condition.ts';
import { Budget } from '../expression/runtime.ts';

/** UTF-16 code units of a filter's source. */
export const MAX_FILTER_LENGTH = 1000;

/** Less than a criterion may take: each event is held against all filters of its tenant, up to 7 ms each. */
const MAX_FILTER_STEPS = 10_000;

/** Whether a filter lets `event`, as it is posted, through. What cannot be told of it does not pass. Never throws. */
export function passesFilter(filter: Condition, event: unknown): boolean {
  return evaluateCondition(filter, new Map([['event', event]]), new Budget(MAX_FILTER_STEPS)) === true;
}
