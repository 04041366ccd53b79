import { type Condition, evaluateCondition } from '../expression/condition.ts';

/** UTF-16 code units of a filter's source. */
export const MAX_FILTER_LENGTH = 1000;

/** Whether a filter lets `event`, as it is posted, through. What cannot be told of it does not pass. Never throws. */
export function passesFilter(filter: Condition, event: unknown): boolean {
  return evaluateCondition(filter, new Map([['event', event]])) === true;
}
