import { type Clock, type Handoff, isOpen } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';

/** What a move did to one open clock, or would do. */
export interface ClockMove {
  readonly name: string;
  readonly attempt: number;
  /** kept: it goes on as it was. closed: it was late, and the new terms do not have it. */
  readonly change: 'retargeted' | 'cancelled' | 'closed' | 'kept';
  /** Null while it stands still in a pause. */
  readonly dueAtBefore: Instant | null;
  /** Null while it stands still in a pause, or once it has ended. */
  readonly dueAtAfter: Instant | null;
  /** The new target had passed already: it is due after a minimum notice. */
  readonly shortNotice?: true;
}

/** What became of the clocks that are open in `before`. A move only appends to the clocks of a handoff. */
export function clockMoves(before: Handoff, after: Handoff): ClockMove[] {
  return before.clocks.flatMap((clock, index) => {
    const moved = after.clocks[index];
    if (!isOpen(clock) || moved === undefined) return [];
    const { name, attempt } = clock;
    const change = changeOf(clock, moved);
    const notice = change === 'retargeted' && moved.shortNotice === true ? { shortNotice: true as const } : {};
    return [
      {
        name,
        attempt,
        change,
        dueAtBefore: dueOf(clock),
        dueAtAfter: isOpen(moved) ? dueOf(moved) : null,
        ...notice,
      },
    ];
  });
}

function changeOf(before: Clock, after: Clock): ClockMove['change'] {
  switch (after.state) {
    case 'cancelled':
      return 'cancelled';
    case 'breached_closed':
    case 'met':
      return 'closed';
    case 'running':
    case 'paused':
    case 'breached_open':
      return goesBy(before) === goesBy(after) ? 'kept' : 'retargeted';
  }
}

/** What the user of a clock sees of its terms. */
function goesBy(clock: Clock): string {
  return JSON.stringify([clock.targetSeconds, clock.target, clock.calendarId, dueOf(clock)]);
}

function dueOf(clock: Clock): Instant | null {
  return 'dueAt' in clock ? (clock.dueAt ?? null) : null;
}
