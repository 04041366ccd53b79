import type { Violation } from '../problem.ts';
import type { ClockDefinition, ContractBody, EscalationStep } from './body.ts';
import { durationSeconds, MAX_DURATION_SECONDS } from './duration.ts';
import { duplicates } from './violations.ts';

/** Escalation paths: each for a clock that is there, once; each step under its own id, in time, and doing something. */
export function checkEscalation(body: ContractBody): readonly Violation[] {
  const { escalation, clocks } = body;
  const problems = escalation.flatMap(({ clock: name, steps }, index): readonly Violation[] => {
    const pointer = `/escalation/${index}`;
    const clock = clocks.find((candidate) => candidate.name === name);
    const unknown = { pointer: `${pointer}/clock`, code: 'unknown_clock', message: `there is no clock "${name}"` };
    return [
      ...(clock === undefined ? [unknown] : checkCanFire(clock, body, `${pointer}/clock`)),
      ...duplicates(steps, `${pointer}/steps`, 'id'),
      ...steps.flatMap((step, position) => checkStep(step, clock, body, `${pointer}/steps/${position}`)),
    ];
  });
  return [...duplicates(escalation, '/escalation', 'clock'), ...checkFirings(escalation), ...problems];
}

/**
 * Steps that beside other things give it to the fallback of a contract that has none. Only a publication asks: a template's
 * draft has no routing yet.
 */
export function checkFallbackNamed({ escalation, routing }: ContractBody): readonly Violation[] {
  if (routing.fallback !== undefined) return [];
  return escalation.flatMap(({ steps }, path) =>
    steps.flatMap(({ reassign, notify, raisePriority }, step): readonly Violation[] => {
      if (reassign?.to !== 'fallback' || (notify.length === 0 && !raises(raisePriority))) return [];
      const message = 'the contract has no fallback to reassign to: give its routing one, or name an owner or a queue';
      return [{ pointer: `/escalation/${path}/steps/${step}/reassign/to`, code: 'missing_fallback', message }];
    }),
  );
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

/** A rejection ends all escalation but that of clocks which it starts; where it is the last, it starts none. */
function checkCanFire(
  { name, start }: ClockDefinition,
  { maxAttempts }: ContractBody,
  pointer: string,
): readonly Violation[] {
  if ((start !== 'rejected' && start !== 'resubmitted') || maxAttempts > 1) return [];
  const message = `with maxAttempts 1 the clock "${name}" never starts, so that none of these steps can fire`;
  return [{ pointer, code: 'step_never_fires', message }];
}

function checkStep(
  step: EscalationStep,
  clock: ClockDefinition | undefined,
  body: ContractBody,
  pointer: string,
): readonly Violation[] {
  return [...checkEffect(step, clock, body, pointer), ...checkEnd(step, pointer), ...checkTimeOut(step, pointer)];
}

function checkEffect(
  { notify, reassign, raisePriority }: EscalationStep,
  clock: ClockDefinition | undefined,
  { routing }: ContractBody,
  pointer: string,
): readonly Violation[] {
  const code = 'step_without_effect';
  const withSender = clock !== undefined && isOpenWithSenderOnly(clock);
  if (reassign !== undefined && withSender) {
    const message = 'while this clock is open the sender has the handoff, and nobody to take it from holds it';
    return [{ pointer: `${pointer}/reassign`, code, message }];
  }
  const reassigns = reassign !== undefined && (reassign.to !== 'fallback' || routing.fallback !== undefined);
  if (reassigns || raises(raisePriority)) return [];
  if (notify.length === 0) {
    const message =
      reassign === undefined
        ? 'the step does nothing: let it notify somebody, reassign, or raise the priority above low'
        : 'the step does nothing: the contract has no fallback to reassign to';
    return [{ pointer, code, message }];
  }
  if (!withSender || notify.some((recipient) => typeof recipient === 'object' || recipient === 'sender')) return [];
  const message = 'while this clock is open nobody but the sender has the handoff: notify the sender, or named owners';
  return [{ pointer: `${pointer}/notify`, code, message }];
}

/** Whether the priority can rise to it: none is below the lowest. */
function raises(priority: EscalationStep['raisePriority']): boolean {
  return priority !== undefined && priority !== 'low';
}

/** A rejected handoff has neither owner nor queue until it is resubmitted. */
function isOpenWithSenderOnly({ start, stop }: ClockDefinition): boolean {
  return start === 'rejected' && stop.includes('resubmitted');
}

/** No span in a contract is longer than three years, and neither are a delay and its repetitions together. */
function checkEnd({ at, repeat }: EscalationStep, pointer: string): readonly Violation[] {
  const delay = 'afterBreach' in at ? durationSeconds(at.afterBreach) : 0;
  const repetitions = repeat === undefined ? 0 : durationSeconds(repeat.every) * repeat.times;
  if (delay + repetitions <= MAX_DURATION_SECONDS) return [];
  const message = 'the step and its repetitions would go on for more than three years: no handoff is open so long';
  return [{ pointer, code: 'step_too_late', message }];
}

function checkTimeOut({ ackTimeout, repeat }: EscalationStep, pointer: string): readonly Violation[] {
  if (ackTimeout === undefined || repeat !== undefined) return [];
  const message = 'a step that does not repeat has nothing to go on with after a time-out: give it a repeat';
  return [{ pointer: `${pointer}/ackTimeout`, code: 'time_out_without_repeat', message }];
}
