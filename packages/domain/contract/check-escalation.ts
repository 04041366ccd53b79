import type { Violation } from '../problem.ts';
import type { ContractBody, EscalationStep } from './body.ts';
import { duplicates } from './violations.ts';

/** Escalation paths: each for a clock that is there, once; each step under its own id, and doing something. */
export function checkEscalation({ escalation, clocks }: ContractBody): readonly Violation[] {
  const names = new Set(clocks.map(({ name }) => name));
  const problems = escalation.flatMap(({ clock, steps }, index): readonly Violation[] => {
    const pointer = `/escalation/${index}`;
    const unknown = { pointer: `${pointer}/clock`, code: 'unknown_clock', message: `there is no clock "${clock}"` };
    return [
      ...(names.has(clock) ? [] : [unknown]),
      ...duplicates(steps, `${pointer}/steps`, 'id'),
      ...steps.flatMap((step, position) => checkStep(step, `${pointer}/steps/${position}`)),
    ];
  });
  return [...duplicates(escalation, '/escalation', 'clock'), ...checkFirings(escalation), ...problems];
}

/** One look at a handoff may have to record all of them at once, and what it records must fit into one write. */
export const MAX_FIRINGS = 100;

function checkFirings(escalation: ContractBody['escalation']): readonly Violation[] {
  const firings = escalation
    .flatMap(({ steps }) => steps)
    .reduce((total, { repeat }) => total + 1 + (repeat?.times ?? 0), 0);
  if (firings <= MAX_FIRINGS) return [];
  const message = `the steps would fire ${firings} times, repetitions included; at most ${MAX_FIRINGS} are allowed`;
  return [{ pointer: '/escalation', code: 'too_many_firings', message }];
}

function checkStep({ notify, reassign, raisePriority }: EscalationStep, pointer: string): readonly Violation[] {
  if (notify.length > 0 || reassign !== undefined || (raisePriority !== undefined && raisePriority !== 'low'))
    return [];
  const message = 'the step does nothing: let it notify somebody, reassign, or raise the priority above low';
  return [{ pointer, code: 'step_without_effect', message }];
}
