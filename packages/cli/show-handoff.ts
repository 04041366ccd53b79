import type { Handoff } from '#sdk/index.ts';
import { printable } from './terminal.ts';

/** A handoff on one line: its id, state, customer, holder, and the next deadline. */
export function handoffLine({ id, state, subject, holder, nextDeadlineAt, clocks }: Handoff): string {
  const who = holder.ownerId ?? holder.queueId ?? 'nobody';
  const late = clocks.filter((clock) => clock.state === 'breached_open').map(({ name }) => name);
  const due =
    late.length > 0 ? `late: ${late.join(', ')}` : nextDeadlineAt === null ? '' : `next deadline ${nextDeadlineAt}`;
  return printable([id, state.padEnd(12), `${subject.type}:${subject.id}`, who, due].join('  ').trimEnd());
}

/** The whole of it, for people: the line, and each clock. */
export function handoffText(handoff: Handoff): string {
  const clocks = handoff.clocks.map(({ name, attempt, state, dueAt, stoppedAt }) => {
    const when = stoppedAt !== null ? `stopped ${stoppedAt}` : dueAt === null ? '' : `due ${dueAt}`;
    return printable(`  ${name}${attempt > 1 ? ` (attempt ${attempt})` : ''}  ${state}  ${when}`.trimEnd());
  });
  return [handoffLine(handoff), ...clocks].join('\n');
}
