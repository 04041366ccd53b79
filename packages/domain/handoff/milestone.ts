import { BUILT_IN_MILESTONE } from '../contract/vocabulary.ts';
import { type Instant, later } from '../instant.ts';
import { DomainError, invalid } from '../problem.ts';
import { definitionOf } from './clock-plan.ts';
import { countsFrom } from './clock-time.ts';
import { openClocks, withClocks } from './clocks.ts';
import type { MilestoneCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/** Records a milestone of the contract, once, and starts and stops the clocks that wait for it. */
export function reachMilestone(
  state: Handoff,
  { name, occurredAt }: MilestoneCommand,
  circumstances: Circumstances,
): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const known = [BUILT_IN_MILESTONE, ...terms.body.milestones];
  if (!known.includes(name)) {
    const message = `The contract has no milestone ${name}; it has: ${known.join(', ')}.`;
    throw invalid({ pointer: '/name', code: 'unknown_milestone', message });
  }
  const reached = state.milestones.find((milestone) => milestone.name === name);
  if (reached !== undefined) {
    throw new DomainError('conflict', `The milestone ${name} was reached at ${reached.reachedAt}.`, {
      extensions: { state: state.state, reachedAt: reached.reachedAt },
    });
  }
  const at = occurredAt ?? now;
  requirePossible(at, name, state, circumstances);
  const late = at < now ? { detectedAt: now } : {};
  const fact: HandoffFact = { type: 'handoff.milestone_reached', occurredAt: at, ...late, actor, data: { name } };
  return withClocks(state, { milestone: name, at }, [fact], circumstances);
}

/** Not in the future, nor before what the clocks that it stops have been through. */
function requirePossible(at: Instant, name: string, state: Handoff, { terms, now }: Circumstances): void {
  const pointer = '/occurredAt';
  if (at > now) throw invalid({ pointer, code: 'in_future', message: `It is ${now}; a milestone lies behind.` });
  const { paused, pausesBefore, termsSince } = state;
  const stops = openClocks(state)
    .filter((clock) => definitionOf(terms, clock.name)?.stop.includes(name) === true)
    .map((clock) => countsFrom(clock, paused?.since));
  // What a clock would have been through before it was heard of, a pause or other hours, is not known any more.
  const starts = terms.body.clocks
    .filter((clock) => clock.start === name)
    .flatMap((clock) => [
      paused?.clocks.includes(clock.name) === true ? paused.since : undefined,
      clock.pausable ? pausesBefore?.until : undefined,
      clock.calendarId === undefined ? undefined : termsSince,
    ])
    .filter((instant) => instant !== undefined);
  const earliest = [...stops, ...starts].reduce(later, state.createdAt);
  if (at >= earliest) return;
  const message = `It must not lie before ${earliest}: the handoff began then, or a clock that this stops or starts was started, paused, resumed or changed.`;
  throw invalid({ pointer, code: 'too_early', message });
}
