import type { HandoffEvent } from '../handoff/events.ts';
import { evolve } from '../handoff/evolve.ts';
import { type HolderSpan, type Party, withHolder } from '../handoff/holders.ts';
import type { Handoff } from '../handoff/state.ts';
import { epochOf, type Instant } from '../instant.ts';
import { type BearerSpan, withBearer } from '../metrics/bearers.ts';
import type { MetricFacts } from '../metrics/contract-facts.ts';
import { PARTIES, TIME_CAUSES, type TimeCause, type TimeKey } from '../metrics/counters.ts';
import { Stretches, type TimeSpent } from '../metrics/time-spent.ts';

/** How many holders of one handoff are told, the latest ones. */
export const MAX_HOLDERS_TOLD = 50;

/** Who had a handoff from when to when; `to` is null while they have it. */
export interface HeldSpan extends Omit<HolderSpan, 'from'> {
  readonly from: Instant;
  readonly to: Instant | null;
  readonly seconds: number;
}

/** Time that went into one cause with one party. */
export interface TimeShare {
  readonly cause: TimeCause;
  readonly party: Party;
  readonly seconds: number;
}

export interface LegTime {
  /** All of it but `worked`. */
  readonly lostSeconds: number;
  readonly workedSeconds: number;
  /** Those that are not nothing, in the order of causes and parties. */
  readonly shares: readonly TimeShare[];
}

export interface LegCourse {
  readonly holders: readonly HeldSpan[];
  readonly time: LegTime;
}

/**
 * Who had a handoff and what its time went into, by its events from the first on, up to `until`: by the rules of
 * docs/metrics.md, "Time lost", with what has not ended counted as far as it has come.
 */
export function courseOf(events: readonly HandoffEvent[], facts: MetricFacts, until: Instant): LegCourse {
  const stretches = new Stretches(facts);
  const spent: TimeSpent[] = [];
  let holders: readonly HolderSpan[] = [];
  let bearers: readonly BearerSpan[] = [];
  let state: Handoff | undefined;
  for (const event of events) {
    const after: Handoff = evolve(state, event);
    holders = withHolder(holders, event, after);
    bearers = withBearer(bearers, event, after);
    const bearer = bearers.at(-1);
    const ended = bearer && stretches.follow(event, after, bearer);
    if (ended !== undefined) spent.push(ended);
    state = after;
  }
  const open = stretches.open(until);
  const ending = state && endOf(state);
  return {
    holders: heldSpans(holders, ending ?? null, until).slice(-MAX_HOLDERS_TOLD),
    time: timeOf(open === undefined ? spent : [...spent, open]),
  };
}

/** When nobody had it any more; undefined while somebody has. */
export function endOf(state: Handoff): Instant | undefined {
  switch (state.state) {
    case 'completed':
      return state.completedAt;
    case 'disqualified':
      return state.disqualifiedAt;
    case 'cancelled':
      return state.cancelledAt;
    case 'pending':
    case 'assigned':
    case 'accepted':
    case 'rejected':
      return undefined;
  }
}

function heldSpans(spans: readonly HolderSpan[], ending: Instant | null, until: Instant): HeldSpan[] {
  const held = spans.map((span, index) => {
    const to = spans[index + 1]?.from ?? ending;
    return { ...span, to, seconds: Math.max(0, epochOf(to ?? until) - epochOf(span.from)) / 1000 };
  });
  // who had it for no time at all, such as the platform before it was assigned at once, did not have it
  return held.filter(({ to, seconds }) => to === null || seconds > 0);
}

function timeOf(spent: readonly TimeSpent[]): LegTime {
  const sums = new Map<TimeKey, number>();
  for (const { bearer, spent: parts } of spent) {
    for (const [cause, milliseconds] of parts) {
      const key: TimeKey = `${cause}:${bearer.party}`;
      sums.set(key, (sums.get(key) ?? 0) + milliseconds);
    }
  }
  return timeFrom(sums);
}

/** The times of several together. */
export function addTimes(times: readonly LegTime[]): LegTime {
  const sums = new Map<TimeKey, number>();
  for (const { cause, party, seconds } of times.flatMap(({ shares }) => shares)) {
    sums.set(`${cause}:${party}`, (sums.get(`${cause}:${party}`) ?? 0) + Math.round(seconds * 1000));
  }
  return timeFrom(sums);
}

function timeFrom(milliseconds: ReadonlyMap<TimeKey, number>): LegTime {
  const shares = TIME_CAUSES.flatMap((cause) =>
    PARTIES.flatMap((party): TimeShare[] => {
      const sum = milliseconds.get(`${cause}:${party}`) ?? 0;
      return sum === 0 ? [] : [{ cause, party, seconds: sum / 1000 }];
    }),
  );
  let worked = 0;
  let lost = 0;
  for (const [key, sum] of milliseconds) {
    if (key.startsWith('worked:')) worked += sum;
    else lost += sum;
  }
  return { lostSeconds: lost / 1000, workedSeconds: worked / 1000, shares };
}
