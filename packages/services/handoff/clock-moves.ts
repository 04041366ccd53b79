import { remainingSeconds } from '#domain/handoff/clock-time.ts';
import { type Clock, type Handoff, isOpen } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import { runOf } from './view.ts';

/** What a move did to one open clock, or would do. */
export interface ClockMove {
  readonly name: string;
  readonly attempt: number;
  /** 1 for the first run of that name in the handoff, 2 for the next. */
  readonly run: number;
  /** kept: it goes on as it was. closed: it was late, and the new terms do not have it. */
  readonly change: 'retargeted' | 'cancelled' | 'closed' | 'kept';
  /** Null while it stands still in a pause. */
  readonly dueAtBefore: Instant | null;
  /** Null while it stands still in a pause, or once it has ended. */
  readonly dueAtAfter: Instant | null;
  readonly targetBefore: Clock['target'];
  /** Null once it has ended. */
  readonly targetAfter: Clock['target'] | null;
  /** Working seconds that were left, also in a pause; negative when late. */
  readonly remainingSecondsBefore: number;
  /** Null once it has ended. */
  readonly remainingSecondsAfter: number | null;
  /** The new target had passed already: it is due after a minimum notice. */
  readonly shortNotice?: true;
}

/** A handoff and what it goes by. */
export interface HandoffUnderTerms {
  readonly handoff: Handoff;
  readonly terms: Pick<Terms, 'workingTime'>;
}

/** What became of the clocks that are open in `before`. A move only appends to the clocks of a handoff. */
export function clockMoves(before: HandoffUnderTerms, after: HandoffUnderTerms, now: Instant): ClockMove[] {
  const { clocks } = before.handoff;
  return clocks.flatMap((clock, index) => {
    const moved = after.handoff.clocks[index];
    const left = remainingSeconds(clock, before.terms, now);
    if (left === undefined || moved === undefined) return [];
    const { name, attempt } = clock;
    const change = changeOf(clock, moved);
    const notice = change === 'retargeted' && moved.shortNotice === true ? { shortNotice: true as const } : {};
    return [
      {
        name,
        attempt,
        run: runOf(clocks, index),
        change,
        dueAtBefore: dueOf(clock),
        dueAtAfter: isOpen(moved) ? dueOf(moved) : null,
        targetBefore: clock.target,
        targetAfter: isOpen(moved) ? moved.target : null,
        remainingSecondsBefore: left,
        remainingSecondsAfter: remainingSeconds(moved, after.terms, now) ?? null,
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
