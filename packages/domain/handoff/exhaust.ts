import { isOf, isSameRun } from './clock-ref.ts';
import { openClocks } from './clocks.ts';
import type { HandoffFact, When } from './events.ts';
import type { ClockRef } from './parts.ts';
import type { Handoff } from './state.ts';
import { stepsOf } from './step-plan.ts';
import type { Terms } from './terms.ts';

/** Says that nobody will be told any more, where the clock is late and open and nothing of its ladder is still to come. */
export function exhaustionFacts(
  state: Handoff,
  { clock: name, attempt }: ClockRef,
  terms: Terms,
  when: When,
): HandoffFact[] {
  const ref = { clock: name, attempt };
  const clock = openClocks(state).find((each) => isOf(ref, each));
  if (clock?.state !== 'breached_open' || stepsOf(terms, name).length === 0) return [];
  if (state.escalations.some((step) => isSameRun(step, ref))) return [];
  return [{ ...when, type: 'escalation.exhausted', data: ref }];
}
