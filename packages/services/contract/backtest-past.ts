import { type Judgement, judgePast, type TestedContract } from '#domain/backtest/judge.ts';
import type { ContractBody } from '#domain/contract/body.ts';
import type { CalendarRef } from '#domain/handoff/clock-trace.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { type Instant, later } from '#domain/instant.ts';
import type { TravellingPacket } from '#domain/packet/inherited.ts';
import type { TestClock } from '#domain/sla/test-clock.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import type { CallContext } from '../context.ts';
import { eventsUpTo } from '../handoff/history.ts';
import { refilled } from './backtest-packet.ts';

/** Events of one handoff that are led once more at the most; and of those before it, to know what they had by then. */
const MAX_EVENTS = 2_000;

/** What became of judging one: a handoff that is gone meanwhile is no judgement at all. */
export type PastOutcome = readonly Judgement[] | 'without_packet' | 'too_long';

/** Before the calendars of a handoff are known. */
type Untimed = Omit<TestedContract, 'terms'> & { readonly terms: Omit<TestedContract['terms'], 'timeOf'> };

/** One contract that is tested on past handoffs, with what of their surroundings has been read. */
export class Backtest {
  readonly #context: CallContext;
  readonly #tested: Untimed;
  readonly #testClocks = new Map<string, Promise<TestClock | undefined>>();

  private constructor(context: CallContext, tested: Untimed) {
    this.#context = context;
    this.#tested = tested;
  }

  static async of(context: CallContext, { contractId, contractVersion, body }: Omit<Terms, 'workingTime'>) {
    const { compiled, calendars } = await context.terms.ofBody(context, { contractId, contractVersion, body });
    const { entryCriteria, rules } = compiled;
    return new Backtest(context, { terms: { contractId, contractVersion, body, calendars }, entryCriteria, rules });
  }

  async judge(id: string): Promise<PastOutcome> {
    const { stores, terms } = this.#context;
    const [state, travelled] = await Promise.all([
      stores.handoffs.get(id, { consistent: false }),
      stores.handoffs.getTravelling(id, 1),
    ]);
    if (state === undefined) return [];
    if (travelled === undefined) return 'without_packet';
    if (state.version > MAX_EVENTS) return 'too_long';
    const events = await eventsUpTo(this.#context, state.id, state.version);
    const { contractId } = state;
    const [pinned, then, asOf, times] = await Promise.all([
      terms.get(this.#context, state),
      terms.get(this.#context, { contractId, contractVersion: versionAtBirth(events, state) }),
      this.#presentOf(state),
      this.#timesOf(events),
    ]);
    const submittedUnder = then.terms.body;
    const packet = await this.#packetOf(state, travelled, submittedUnder);
    if (packet === undefined) return 'too_long';
    const past = { state, events, packet, terms: pinned.terms, submittedUnder, asOf };
    const tested = { ...this.#tested, terms: { ...this.#tested.terms, timeOf: times } };
    return [judgePast(past, tested)];
  }

  /** As it would have been under the tested contract; undefined where that takes too much to find out. */
  #packetOf({ id, subject, createdAt }: Handoff, then: TravellingPacket, under: ContractBody): Promise<unknown> {
    const rules = under.packet.inherit ?? [];
    const tested = this.#tested.terms.body.packet.inherit ?? [];
    const refilling = { subject, handoffId: id, at: createdAt, tested, maxEvents: MAX_EVENTS };
    return refilled(this.#context, { ...then, rules }, refilling);
  }

  /** Of many handoffs on one test clock, it is read once. Of one whose clock is gone, the present is its last moment. */
  async #presentOf({ testClockId, updatedAt }: Handoff): Promise<Instant> {
    if (testClockId === undefined) return later(this.#context.now, updatedAt);
    const known = this.#testClocks.get(testClockId) ?? this.#context.stores.testClocks.get(testClockId);
    this.#testClocks.set(testClockId, known);
    return later((await known)?.now ?? updatedAt, updatedAt);
  }

  /** The arithmetic of every calendar version that the handoff or the tested contract goes by. */
  async #timesOf(events: readonly HandoffEvent[]): Promise<(calendar: CalendarRef) => WorkingTime> {
    const refs = [
      ...pairsOf(this.#tested.terms.calendars),
      ...events.flatMap(({ type, data }) => {
        if (type === 'handoff.submitted') return pairsOf(data.calendars ?? {});
        return type === 'handoff.rebased' ? [[data.calendarId, data.toVersion] as const] : [];
      }),
    ];
    const times = await Promise.all(
      refs.map(async ([calendarId, version]) => {
        const time = await this.#context.terms.pinnedCalendar(this.#context, calendarId, version);
        return [`${calendarId} v${version}`, time] as const;
      }),
    );
    const found = new Map(times);
    return ({ calendarId, version }) => {
      const time = found.get(`${calendarId} v${version}`);
      if (time === undefined) throw new Error(`calendar ${calendarId} v${version} was not loaded`);
      return time;
    };
  }
}

function pairsOf(pins: Readonly<Record<string, number>>): (readonly [string, number])[] {
  return Object.entries(pins);
}

function versionAtBirth([first]: readonly HandoffEvent[], { contractVersion }: Handoff): number {
  return first?.type === 'handoff.submitted' ? first.data.contractVersion : contractVersion;
}
