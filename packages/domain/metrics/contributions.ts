import type { HandoffEvent } from '../handoff/events.ts';
import { evolve } from '../handoff/evolve.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Instant } from '../instant.ts';
import { type Bearer, type BearerSpan, bearerFrom, bearerUpTo, withBearer } from './bearers.ts';
import type { MetricFacts } from './contract-facts.ts';
import { ClockRuns } from './count-clock.ts';
import { countsOf, type Firsts, versionOf } from './count-event.ts';
import type { Counters, TimeKey } from './counters.ts';
import { Stretches, type TimeSpent } from './time-spent.ts';

/** A part of what a handoff counts for: at what moment, under which contract version, for whom. */
export interface Contribution {
  readonly at: Instant;
  readonly version: number;
  readonly bearer: Bearer;
  readonly counters: Partial<Counters>;
}

/**
 * All that one handoff counts for, by its events from the first on, bit by bit; docs/metrics.md has the rules. It is a
 * function of these events alone. Throws on a history that is not one of a handoff, as `evolve` does.
 */
export function contributionsOf(events: readonly HandoffEvent[], facts: MetricFacts): readonly Contribution[] {
  if (events[0]?.type !== 'handoff.submitted') throw new Error('a handoff’s history begins with its submission');
  const count = new Count(facts);
  let state: Handoff | undefined;
  for (const event of events) {
    const after: Handoff = evolve(state, event);
    count.follow(event, state, after);
    state = after;
  }
  return count.close();
}

/** A fact that is counted once it is known who had the handoff at its moment. */
interface Fact {
  readonly at: Instant;
  readonly version: number;
  /** It counts for whoever has the handoff from then on, and not for whoever had it up to then. */
  readonly begins: boolean;
  readonly counters: Partial<Counters>;
}

/** What begins something, for whoever has the handoff then. */
const BEGINNINGS: ReadonlySet<string> = new Set<HandoffEvent['type']>([
  'handoff.submitted',
  'handoff.assigned',
  'clock.started',
]);

class Count {
  readonly #facts: MetricFacts;
  readonly #contributions: Contribution[] = [];
  readonly #pending: Fact[] = [];
  readonly #runs = new ClockRuns();
  readonly #stretches: Stretches;
  readonly #firsts: Firsts = { accepted: false, rejected: false, reassigned: false };
  #bearers: readonly BearerSpan[] = [];

  constructor(facts: MetricFacts) {
    this.#facts = facts;
    this.#stretches = new Stretches(facts);
  }

  follow(event: HandoffEvent, before: Handoff | undefined, after: Handoff): void {
    this.#bearers = withBearer(this.#bearers, event, after);
    this.#pending.push(...this.#factsOf(event, before, after));
    const bearer = this.#bearers.at(-1);
    const spent = bearer && this.#stretches.follow(event, after, bearer);
    if (spent !== undefined) this.#addTime(spent);
  }

  close(): readonly Contribution[] {
    for (const { at, version, begins, counters } of this.#pending) {
      const bearer = begins ? bearerFrom(this.#bearers, at) : bearerUpTo(this.#bearers, at);
      this.#contributions.push({ at, version, bearer, counters });
    }
    return this.#contributions;
  }

  #factsOf(event: HandoffEvent, before: Handoff | undefined, after: Handoff): Fact[] {
    const begins = BEGINNINGS.has(event.type);
    if (isOfClock(event)) {
      const fact = before && this.#runs.factOf(event, before, after);
      if (fact === undefined) return [];
      const { at, version, clock, counters } = fact;
      return [{ at, version, begins, counters: { clocks: new Map([[clock, counters]]) } }];
    }
    const at = event.occurredAt;
    const version = versionOf(before, after);
    const counters = countsOf(event, this.#facts.contract(version), this.#firsts);
    if (event.type !== 'handoff.migrated') return [{ at, version, begins, counters }];
    const arrival = { counts: new Map([['migratedIn', 1] as const]) };
    return [
      { at, version, begins, counters },
      { at, version: after.contractVersion, begins, counters: arrival },
    ];
  }

  #addTime({ endedAt, version, bearer, spent }: TimeSpent): void {
    const time = new Map(spent.map(([cause, ms]): [TimeKey, number] => [`${cause}:${bearer.party}`, ms]));
    this.#contributions.push({ at: endedAt, version, bearer, counters: { time } });
  }
}

function isOfClock(event: HandoffEvent): event is Extract<HandoffEvent, { type: `clock.${string}` }> {
  return event.type.startsWith('clock.');
}
