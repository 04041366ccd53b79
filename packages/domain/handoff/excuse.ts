import { DomainError, invalid } from '../problem.ts';
import type { ExcuseCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import type { Clock, Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/**
 * Says why a breach is not to be held against anybody. The breach stands: reports show both.
 *
 * @throws DomainError `validation_failed` for a clock that the handoff has not, `conflict` if there is nothing to excuse
 */
export function excuse(
  state: Handoff,
  { clock: name, attempt, reason }: ExcuseCommand,
  { now, actor }: Circumstances,
): HandoffFact[] {
  const runs = state.clocks.filter((clock) => clock.name === name && (attempt ?? clock.attempt) === clock.attempt);
  if (runs.length === 0) {
    const which = attempt === undefined ? name : `${name} in attempt ${attempt}`;
    throw invalid({ pointer: '/clock', code: 'unknown_clock', message: `The handoff has had no clock ${which}.` });
  }
  const late = runs.findLast(isExcusable);
  if (late === undefined) {
    const message = runs.some(isBreached)
      ? `The breach of ${name} is excused already.`
      : `The clock ${name} is not late.`;
    throw new DomainError('conflict', message, { extensions: { state: state.state } });
  }
  const data = { clock: name, attempt: late.attempt, reason };
  return [{ type: 'clock.excused', occurredAt: now, actor, data }];
}

/** Whether it is late, or was, and nobody has excused that. */
export function isExcusable(clock: Clock): boolean {
  return isBreached(clock) && clock.excused === undefined;
}

function isBreached({ state }: Clock): boolean {
  return state === 'breached_open' || state === 'breached_closed';
}
