import type { HandoffEvent } from '../handoff/events.ts';
import { evolve } from '../handoff/evolve.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Instant } from '../instant.ts';
import { type Bearer, type BearerSpan, bearerFrom, bearerUpTo, withBearer } from './bearers.ts';
import type { MetricFacts } from './contract-facts.ts';
import { ClockRuns } from './count-clock.ts';
import { countsOf, type Firsts, versionOf } from './count-event.ts';
import { type Counters, NO_COUNTERS, type TimeKey } from './counters.ts';
import { dayOf } from './day.ts';
import { type Tally, TallySheet } from './tally.ts';
import { Stretches, type TimeSpent } from './time-spent.ts';

/**
 * All that is counted of one handoff, by its events from the first on; docs/metrics.md has the rules. It is a function of
 * these events alone: what further ones change, also in the past, is the difference of two tallies. Throws on a history
 * that is not one of a handoff, as `evolve` does, and RangeError for an unknown time zone.
 */
export function tallyOf(events: readonly HandoffEvent[], facts: MetricFacts, timeZone: string): Tally {
  const [first] = events;
  if (first?.type !== 'handoff.submitted') throw new Error('a handoff’s history begins with its submission');
  const count = new Count(first.data.contractId, facts, timeZone);
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
  readonly #contractId: string;
  readonly #facts: MetricFacts;
  readonly #timeZone: string;
  readonly #sheet = new TallySheet();
  readonly #pending: Fact[] = [];
  readonly #runs = new ClockRuns();
  readonly #stretches: Stretches;
  readonly #firsts: Firsts = { accepted: false, rejected: false, reassigned: false };
  #bearers: readonly BearerSpan[] = [];

  constructor(contractId: string, facts: MetricFacts, timeZone: string) {
    this.#contractId = contractId;
    this.#facts = facts;
    this.#timeZone = timeZone;
    this.#stretches = new Stretches(facts);
  }

  follow(event: HandoffEvent, before: Handoff | undefined, after: Handoff): void {
    this.#bearers = withBearer(this.#bearers, event, after);
    this.#pending.push(...this.#factsOf(event, before, after));
    const bearer = this.#bearers.at(-1);
    const spent = bearer && this.#stretches.follow(event, after, bearer);
    if (spent !== undefined) this.#addTime(spent);
  }

  close(): Tally {
    for (const { at, version, begins, counters } of this.#pending) {
      const bearer = begins ? bearerFrom(this.#bearers, at) : bearerUpTo(this.#bearers, at);
      this.#add(at, version, bearer, counters);
    }
    return this.#sheet.tally;
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
    this.#add(endedAt, version, bearer, { time });
  }

  #add(at: Instant, version: number, { ownerId, queueId }: Bearer, part: Partial<Counters>): void {
    const counters = { ...NO_COUNTERS, ...part };
    const day = dayOf(at, this.#timeZone);
    const contractId = this.#contractId;
    this.#sheet.add({ day, dimension: { kind: 'contract', contractId, version } }, counters);
    if (ownerId !== undefined) this.#sheet.add({ day, dimension: { kind: 'owner', contractId, ownerId } }, counters);
    if (queueId !== undefined) this.#sheet.add({ day, dimension: { kind: 'queue', contractId, queueId } }, counters);
  }
}

function isOfClock(event: HandoffEvent): event is Extract<HandoffEvent, { type: `clock.${string}` }> {
  return event.type.startsWith('clock.');
}
