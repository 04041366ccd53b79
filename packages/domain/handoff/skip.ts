import type { EscalationStep } from '../contract/body.ts';
import { isOf, isSameRun } from './clock-ref.ts';
import { openClocks } from './clocks.ts';
import type { HandoffEventData, HandoffFact, When } from './events.ts';
import type { PendingEscalation, PlannedStep } from './parts.ts';
import type { DueStep, Handoff } from './state.ts';
import { settle } from './step-plan.ts';
import type { Terms } from './terms.ts';

/** A step that is due and could do nothing: it is over, and after the breach the next of its ladder takes its place. */
export function skipFact(
  { at: _planned, held: _held, ...ref }: DueStep,
  { step, unreachable }: { readonly step: EscalationStep | undefined; readonly unreachable: string[] },
  state: Handoff,
  terms: Terms,
  when: When,
): HandoffFact {
  const next = nextUp(ref, state, terms, when);
  const left = unreachable.length === 0 ? {} : { unreachable };
  const data = { ...ref, reason: reasonOf(step), ...left, ...(next === undefined ? {} : { next }) };
  return { ...when, type: 'escalation.skipped', data };
}

function reasonOf(step: EscalationStep | undefined): HandoffEventData<'escalation.skipped'>['reason'] {
  if (step === undefined) return 'step_removed';
  if (step.notify.length > 0) return 'nobody_to_notify';
  return step.reassign === undefined ? 'priority_is_as_high' : 'nobody_to_reassign_to';
}

/** The step that comes next after the breach, at the instant of this one, unless it is due by then as it is. */
function nextUp(
  ref: Omit<PendingEscalation, 'at'>,
  state: Handoff,
  terms: Terms,
  { occurredAt }: When,
): PlannedStep | undefined {
  const clock = openClocks(state).find((each) => isOf(ref, each));
  if (clock?.state !== 'breached_open') return undefined;
  const next = state.escalations
    .filter((each) => isSameRun(each, ref) && each.repetition === 0 && each.stepId !== ref.stepId)
    .reduce<PendingEscalation | undefined>((first, each) => (first && first.at <= each.at ? first : each), undefined);
  if (next === undefined) return undefined;
  const forward = settle({ ...next, at: occurredAt }, clock, terms);
  return forward.at < next.at ? forward : undefined;
}
