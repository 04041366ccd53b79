import { addSeconds, earlier, epochOf, type Instant, secondsBetween } from '../instant.ts';
import { invalid } from '../problem.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '../sla/working-time.ts';
import type { ClockChange } from './clock-change.ts';
import { elapsedSeconds, remainingSeconds } from './clock-time.ts';
import type { CalendarRef, ClockStretch, ClockTrace } from './clock-trace.ts';
import { type HolderSpan, isSameParty, type PartyRef } from './holders.ts';
import { type Clock, isOpen } from './state.ts';

/** A stretch of a clock's life. Only open time counts; in a pause nothing does, whether it is open then or closed. */
export interface ClockSegment extends PartyRef {
  readonly from: Instant;
  readonly to: Instant;
  readonly kind: 'open' | 'closed' | 'paused';
  /** Real seconds from `from` to `to`. */
  readonly seconds: number;
}

/** What a clock counted while one holder had the handoff. */
export interface HolderShare extends PartyRef {
  readonly elapsedSeconds: number;
}

/** Why a clock shows what it shows. The open segments add up to `elapsedSeconds`, and so do the holders. */
export interface ClockExplanation {
  readonly name: string;
  readonly attempt: number;
  readonly state: Clock['state'];
  readonly target: Clock['target'];
  readonly targetSeconds: number;
  readonly startedAt: Instant;
  /** Null while it stands still in a pause. */
  readonly dueAt: Instant | null;
  readonly stoppedAt: Instant | null;
  /** The moment of the answer; the segments of an open clock end there. */
  readonly asOf: Instant;
  readonly elapsedSeconds: number;
  /** Negative when late; null once it has been stopped. */
  readonly remainingSeconds: number | null;
  readonly segments: readonly ClockSegment[];
  readonly holders: readonly HolderShare[];
  readonly changes: readonly ClockChange[];
}

/** The most segments of one explanation; an answer of Lambda holds no more than 6 MB. */
export const MAX_SEGMENTS = 20_000;
/** Segments are looked up year by year, so that what is refused for being too much is not calculated first. */
const STEP_SECONDS = 365 * 24 * 3600;

/**
 * Explains a clock as of `asOf`. `timeOf`: the arithmetic of the calendar versions that the trace names.
 *
 * @throws DomainError `validation_failed` for a clock of more than `MAX_SEGMENTS` segments
 */
export function explainClock(
  { clock, stretches, holders, changes }: ClockTrace,
  timeOf: (calendar: CalendarRef) => WorkingTime,
  asOf: Instant,
): ClockExplanation {
  const time = (stretch: ClockStretch | undefined) =>
    stretch?.calendar === undefined ? AROUND_THE_CLOCK : timeOf(stretch.calendar);
  const present = { workingTime: () => time(stretches.findLast(({ still }) => !still)) };
  const end = isOpen(clock) ? asOf : clock.stoppedAt;
  const segments = new Segments(holders);
  for (const [index, stretch] of stretches.entries()) {
    const until = earlier(stretches[index + 1]?.from ?? end, end);
    if (stretch.still) segments.add(stretch.from, until, 'paused');
    else segments.addWorking(stretch.from, until, time(stretch));
  }
  return {
    name: clock.name,
    attempt: clock.attempt,
    state: clock.state,
    target: clock.target,
    targetSeconds: clock.targetSeconds,
    startedAt: clock.startedAt,
    dueAt: 'dueAt' in clock ? (clock.dueAt ?? null) : null,
    stoppedAt: isOpen(clock) ? null : clock.stoppedAt,
    asOf,
    elapsedSeconds: elapsedSeconds(clock, present, asOf),
    remainingSeconds: remainingSeconds(clock, present, asOf) ?? null,
    segments: segments.found,
    holders: sharesOf(segments.found),
    changes,
  };
}

/** Collects segments in order of time, split where the handoff went to somebody else. */
class Segments {
  readonly found: ClockSegment[] = [];
  readonly #holders: readonly HolderSpan[];
  #holder = 0;

  constructor(holders: readonly HolderSpan[]) {
    this.#holders = holders;
  }

  addWorking(from: Instant, until: Instant, time: WorkingTime): void {
    for (let begin = from; begin < until; begin = addSeconds(begin, STEP_SECONDS)) {
      const end = earlier(addSeconds(begin, STEP_SECONDS), until);
      for (const segment of time.segments(begin, end)) this.add(segment.from, segment.to, segment.kind);
    }
  }

  add(from: Instant, until: Instant, kind: ClockSegment['kind']): void {
    for (let begin = from; begin < until; ) {
      const { party, to } = this.#holderAt(begin);
      const end = to === undefined ? until : earlier(to, until);
      this.#push(begin, end, kind, party);
      begin = end;
    }
  }

  /** Who has it at `at`, and until when. Asked for later and later instants. */
  #holderAt(at: Instant): { readonly party: PartyRef; readonly to: Instant | undefined } {
    let next = this.#holders[this.#holder + 1];
    while (next !== undefined && next.from <= at) {
      this.#holder += 1;
      next = this.#holders[this.#holder + 1];
    }
    const span = this.#holders[this.#holder];
    if (span === undefined) throw new Error('a handoff is with somebody from its birth on');
    const { from: _from, ...party } = span;
    return { party, to: next?.from };
  }

  #push(from: Instant, to: Instant, kind: ClockSegment['kind'], party: PartyRef): void {
    const last = this.found.at(-1);
    if (last !== undefined && last.kind === kind && isSameParty(last, party)) {
      this.found.splice(-1, 1, { ...last, to, seconds: secondsBetween(last.from, to) });
    } else {
      this.found.push({ from, to, kind, seconds: secondsBetween(from, to), ...party });
    }
    if (this.found.length <= MAX_SEGMENTS) return;
    const message = `The clock has more than ${MAX_SEGMENTS} open, closed and paused stretches, more than one answer can show.`;
    throw invalid({ pointer: '/path/name', code: 'too_many_segments', message });
  }
}

/** Each holder once, in the order in which they first had it. */
function sharesOf(segments: readonly ClockSegment[]): HolderShare[] {
  const shares: { party: PartyRef; milliseconds: number }[] = [];
  for (const { from, to, kind, party, ownerId, queueId } of segments) {
    const ref = { party, ...(ownerId === undefined ? {} : { ownerId }), ...(queueId === undefined ? {} : { queueId }) };
    let share = shares.find((each) => isSameParty(each.party, ref));
    if (share === undefined) {
      share = { party: ref, milliseconds: 0 };
      shares.push(share);
    }
    if (kind === 'open') share.milliseconds += epochOf(to) - epochOf(from);
  }
  return shares.map(({ party, milliseconds }) => ({ ...party, elapsedSeconds: milliseconds / 1000 }));
}
