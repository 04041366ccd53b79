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
  return [...duplicates(escalation, '/escalation', 'clock'), ...problems];
}

function checkStep({ notify, reassign, raisePriority }: EscalationStep, pointer: string): readonly Violation[] {
  if (notify.length > 0 || reassign !== undefined || (raisePriority !== undefined && raisePriority !== 'low'))
    return [];
  const message = 'the step does nothing: let it notify somebody, reassign, or raise the priority above low';
  return [{ pointer, code: 'step_without_effect', message }];
}
