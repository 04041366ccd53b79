import type { ContractBody } from '../contract/body.ts';
import { durationSeconds, MAX_DURATION_SECONDS } from '../contract/duration.ts';
import { addSeconds, earlier, type Instant, secondsBetween } from '../instant.ts';
import { DomainError, invalid, type Violation } from '../problem.ts';
import { elapsedSeconds, remainingSeconds } from './clock-time.ts';
import { openClocks } from './clocks.ts';
import type { PauseCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/** What a contract allows that says nothing of it. */
const DEFAULT_LIMITS: NonNullable<ContractBody['pauseLimits']> = { count: 10 };

/**
 * Stops the clocks that the reason names, until `resumeBy`, or until a cap of the contract ends the pause.
 *
 * @throws DomainError `validation_failed`; `conflict` where the contract allows no further pause
 */
export function pause(state: Handoff, command: PauseCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const { resumeBy } = command;
  const reason = terms.body.pauseReasons.find(({ code }) => code === command.reason);
  const violations = [
    ...(reason === undefined ? [unknownReason(command.reason, terms.body)] : []),
    ...checkResumeBy(resumeBy, now),
  ];
  if (reason === undefined || violations.length > 0) throw invalid(...violations);
  requireAnother(state, terms.body);
  const stopped = openClocks(state)
    .filter(({ name }) => reason.clocks.includes(name))
    .map((clock) => ({
      clock: clock.name,
      attempt: clock.attempt,
      elapsedSeconds: elapsedSeconds(clock, terms, now),
      remainingSeconds: remainingSeconds(clock, terms, now) ?? 0,
    }));
  const resumesAt = earlier(resumeBy, capOn(state, reason.maxPause, terms.body, now));
  const data = { reason: reason.code, clocks: [...reason.clocks], resumeBy, resumesAt, stopped };
  return [{ type: 'handoff.paused', occurredAt: now, actor, data }];
}

function unknownReason(code: string, { pauseReasons }: ContractBody): Violation {
  const choices =
    pauseReasons.length === 0
      ? 'the contract lists none'
      : `the contract lists: ${pauseReasons.map((reason) => reason.code).join(', ')}`;
  return { pointer: '/reason', code: 'unknown_reason', message: `Unknown pause reason ${code}; ${choices}.` };
}

function checkResumeBy(resumeBy: Instant, now: Instant): Violation[] {
  const pointer = '/resumeBy';
  if (resumeBy <= now)
    return [{ pointer, code: 'not_in_future', message: `A pause ends in the future; it is ${now}.` }];
  if (secondsBetween(now, resumeBy) <= MAX_DURATION_SECONDS) return [];
  return [{ pointer, code: 'too_far', message: 'A pause is at most three years.' }];
}

/** The limit of the contract that the pauses of a handoff have used up; undefined where it may pause once more. */
export function spentPauses(
  { pausesBefore }: Handoff,
  { pauseLimits = DEFAULT_LIMITS }: Pick<ContractBody, 'pauseLimits'>,
): string | undefined {
  const { count, seconds } = pausesBefore ?? { count: 0, seconds: 0 };
  const { total } = pauseLimits;
  if (total !== undefined && seconds >= durationSeconds(total)) return `${total} in all`;
  return count < pauseLimits.count ? undefined : `${pauseLimits.count} times`;
}

function requireAnother(handoff: Handoff, body: ContractBody): void {
  const limit = spentPauses(handoff, body);
  if (limit === undefined) return;
  const { count, seconds } = handoff.pausesBefore ?? { count: 0, seconds: 0 };
  const { pauseLimits = DEFAULT_LIMITS } = body;
  throw new DomainError('conflict', `The contract lets a handoff pause ${limit}, and that is used up.`, {
    extensions: { state: handoff.state, pauseLimits, pauses: count, pausedSeconds: seconds },
  });
}

/** When the caps of the contract end a pause that begins now, whatever was asked. */
function capOn(
  { pausesBefore }: Handoff,
  maxPause: string | undefined,
  { pauseLimits = DEFAULT_LIMITS }: ContractBody,
  now: Instant,
): Instant {
  const single = maxPause === undefined ? MAX_DURATION_SECONDS : durationSeconds(maxPause);
  const all = pauseLimits.total === undefined ? MAX_DURATION_SECONDS : durationSeconds(pauseLimits.total);
  return addSeconds(now, Math.min(single, all - (pausesBefore?.seconds ?? 0)));
}
