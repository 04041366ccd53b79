import type { Violation } from '../problem.ts';
import type { ClockDefinition, ContractBody } from './body.ts';
import { duplicateNames, duplicates } from './violations.ts';
import { BUILT_IN_MILESTONE, CLOCK_START_EVENTS, CLOCK_STOP_EVENTS, LIFECYCLE_EVENTS } from './vocabulary.ts';

/** Milestones: each once, and none under a name that means something else to a clock. */
export function checkMilestones({ milestones }: ContractBody): readonly Violation[] {
  const taken = milestones.flatMap((name, index): readonly Violation[] => {
    const pointer = `/milestones/${index}`;
    if (name === BUILT_IN_MILESTONE) {
      return [{ pointer, code: 'reserved_name', message: `"${name}" is built in and need not be declared` }];
    }
    if (!LIFECYCLE_EVENTS.has(name)) return [];
    return [{ pointer, code: 'reserved_name', message: `"${name}" is an event of every handoff, not a milestone` }];
  });
  return [...duplicateNames(milestones, (index) => `/milestones/${index}`), ...taken];
}

/** Clocks: unique names, and starts and stops that can happen, in that order. */
export function checkClocks(body: ContractBody): readonly Violation[] {
  const milestones = new Set([BUILT_IN_MILESTONE, ...body.milestones]);
  const problems = body.clocks.flatMap((clock, index) => [
    ...checkStart(clock, `/clocks/${index}/start`, milestones, body.maxAttempts),
    ...duplicateNames(clock.stop, (position) => `/clocks/${index}/stop/${position}`),
    ...clock.stop.flatMap((stop, position) =>
      checkStop(clock, stop, `/clocks/${index}/stop/${position}`, milestones, body.maxAttempts),
    ),
    ...checkRejections(clock, `/clocks/${index}/stop`, body),
    ...checkWarnings(clock, `/clocks/${index}/warnAt`),
  ]);
  return [...duplicates(body.clocks, '/clocks', 'name'), ...problems];
}

function checkStart(
  { start }: ClockDefinition,
  pointer: string,
  milestones: ReadonlySet<string>,
  maxAttempts: number,
): readonly Violation[] {
  if (!isKnown(start, CLOCK_START_EVENTS, milestones)) return [unknownEvent(pointer, start, CLOCK_START_EVENTS)];
  if ((start !== 'rejected' && start !== 'resubmitted') || maxAttempts > 1) return [];
  const message = `with maxAttempts 1 there is no further attempt, and nothing begins with "${start}"`;
  return [{ pointer, code: 'clock_never_starts', message }];
}

/** A stop must be able to follow the start. The one rejection of a single attempt leaves nothing but to cancel. */
function checkStop(
  { start }: ClockDefinition,
  stop: string,
  pointer: string,
  milestones: ReadonlySet<string>,
  maxAttempts: number,
): readonly Violation[] {
  const code = 'clock_never_stops';
  if (!isKnown(stop, CLOCK_STOP_EVENTS, milestones)) return [unknownEvent(pointer, stop, CLOCK_STOP_EVENTS)];
  if (stop === start) return [{ pointer, code, message: `"${stop}" starts this clock, so it cannot stop it` }];
  if (maxAttempts > 1) return [];
  if (stop === 'resubmitted') {
    return [{ pointer, code, message: 'with maxAttempts 1 nothing is ever resubmitted' }];
  }
  if (start !== 'rejected' || stop === 'cancelled') return [];
  return [{ pointer, code, message: `with maxAttempts 1 "${stop}" never follows a rejection, which is the last one` }];
}

/** Every rejection gives a reason of the contract: without any, a clock that waits for one alone never stops. */
function checkRejections(
  { stop }: ClockDefinition,
  pointer: string,
  { rejectionReasons }: ContractBody,
): readonly Violation[] {
  const waits = stop.every((event) => event === 'rejected' || event === 'resubmitted');
  if (rejectionReasons.length > 0 || !waits) return [];
  const message = 'the contract lists no rejection reasons, so that nothing is ever rejected or resubmitted';
  return stop.map((_event, position) => ({ pointer: `${pointer}/${position}`, code: 'clock_never_stops', message }));
}

function isKnown(event: string, events: readonly string[], milestones: ReadonlySet<string>): boolean {
  return events.includes(event) || milestones.has(event);
}

function unknownEvent(pointer: string, name: string, events: readonly string[]): Violation {
  const message = `"${name}" is neither a milestone of this contract nor one of ${events.join(', ')}`;
  return { pointer, code: 'unknown_event', message };
}

function checkWarnings({ warnAt }: ClockDefinition, pointer: string): readonly Violation[] {
  return warnAt.flatMap((fraction, index): readonly Violation[] => {
    const before = warnAt[index - 1];
    if (before === undefined || before < fraction) return [];
    return [
      { pointer: `${pointer}/${index}`, code: 'not_increasing', message: 'warnings go in increasing order, each once' },
    ];
  });
}
