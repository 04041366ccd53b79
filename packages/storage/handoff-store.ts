import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { type Handoff, handoffSchema } from '#domain/handoff/state.ts';
import { type Instant, later } from '#domain/instant.ts';
import type { InheritedField, TravellingPacket } from '#domain/packet/inherited.ts';
import { wholeSecond } from '#domain/recorded-event.ts';
import { type Attributes, bytesOf, type Item } from './attributes.ts';
import { readStored } from './document.ts';
import { dueShardOf } from './due-index.ts';
import { handoffCommitWrite, recordedAtOf, recordedAttribute } from './handoff-commit.ts';
import { HandoffHistory } from './handoff-history.ts';
import {
  type HandoffCollection,
  HandoffLists,
  type HandoffSelection,
  type IdRange,
  type IdsAfter,
  type ListedIds,
} from './handoff-lists.ts';
import { HandoffPackets } from './handoff-packets.ts';
import { moveLoad } from './owner-loads.ts';
import { packState, unpack } from './packed.ts';
import { type Decision, type Placement, turnWrites } from './placement.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';
import { moveOnTestClock } from './test-clock-queue.ts';
import { moveInLine } from './waiting-line.ts';

/** Of states as they were read: when they were recorded. No part of them, as it cannot be told by folding events. */
const RECORDED_AT = new WeakMap<Handoff, Instant>();

/** What an item's own key takes up, and the name of its document. */
const KEY_BYTES = 97;

/**
 * What became of a write. `changed`: something else happened to the handoff meanwhile. `contended`: nothing did, but turns
 * or a load that the write rests on are others by now, or others kept writing the same items.
 */
export type Written = 'written' | 'changed' | 'contended';

interface Writing {
  readonly events: readonly HandoffEvent[];
  /** Of the attempt that begins with it. */
  readonly packet: TravellingPacket | undefined;
  readonly placement: Placement;
}

/** The handoffs of one tenant: state, immutable packets, and the commits that are history and outbox in one. */
export class HandoffStore {
  readonly #table: TenantTable;
  readonly #history: HandoffHistory;
  readonly #packets: HandoffPackets;
  readonly #lists: HandoffLists;
  readonly #now: () => Instant;

  /** `now` is real time, also for what lives on a test clock. */
  constructor(table: TenantTable, now: () => Instant) {
    this.#table = table;
    this.#history = new HandoffHistory(table);
    this.#packets = new HandoffPackets(table);
    this.#lists = new HandoffLists(table);
    this.#now = now;
  }

  /** The stored state. `consistent: false` costs half and may be a moment old. */
  async get(id: string, options: { consistent: boolean } = { consistent: true }): Promise<Handoff | undefined> {
    const item = await this.#table.get(stateKey(id), options);
    return item && readState(item);
  }

  /** Those of `ids` that exist, in the order of `ids`. */
  async getMany(ids: readonly string[]): Promise<Handoff[]> {
    if (ids.length === 0) return [];
    const items = await this.#table.getMany(ids.map(stateKey), { consistent: true });
    const byId = new Map(items.map((item) => [String(item.attributes['id']), item]));
    return ids.flatMap((id) => {
      const item = byId.get(id);
      return item === undefined ? [] : [readState(item)];
    });
  }

  /** The packet of one revision: as it was sent, with what was carried over into it. */
  async getPacket(id: string, revision: number): Promise<unknown> {
    return (await this.getTravelling(id, revision))?.packet;
  }

  /** The same, and which of its fields were carried over. */
  async getTravelling(id: string, revision: number): Promise<TravellingPacket | undefined> {
    return this.#packets.get({ handoffId: id, revision });
  }

  /** Writes a new handoff: state, packet and events, all or nothing. `changed`: the id is taken. */
  async create(
    state: Handoff,
    packet: unknown,
    events: readonly HandoffEvent[],
    placement: Placement = {},
    inherited: readonly InheritedField[] = [],
  ): Promise<Written> {
    return this.#write(undefined, state, { events, packet: { packet, inherited }, placement });
  }

  /** Writes what happened to a handoff since `before`. `packet`: that of its next attempt, where one begins. */
  async commit(
    before: Handoff,
    state: Handoff,
    events: readonly HandoffEvent[],
    { packet, placement = {} }: { readonly packet?: TravellingPacket | undefined; readonly placement?: Placement } = {},
  ): Promise<Written> {
    return this.#write(before, state, { events, packet, placement });
  }

  /** Up to `limit` routing decisions about it, the latest first. */
  async decisions(id: string, limit: number): Promise<Decision[]> {
    return this.#history.decisions(id, limit);
  }

  /** Up to `limit` events after `afterSequence`, in order. */
  async events(id: string, page: { afterSequence: number; limit: number }) {
    return this.#history.events(id, page);
  }

  /** The event with that sequence, and when it was recorded. */
  async event(id: string, sequence: number) {
    return this.#history.event(id, sequence);
  }

  /** The first ids of a collection in the range, in the order of their creation. */
  async list(collection: HandoffCollection, range: IdRange): Promise<readonly string[]> {
    return this.#lists.first(collection, range);
  }

  /** One page of ids, in the order of their creation, for a caller that goes on from where it ended. */
  async page(selection: HandoffSelection, range: IdsAfter): Promise<ListedIds> {
    return this.#lists.page(selection, range);
  }

  /** How many are in none of the states in which a handoff ends. It reads the entries of all of them. */
  async countOpen(): Promise<number> {
    return this.#lists.countOpen();
  }

  async #write(before: Handoff | undefined, state: Handoff, { events, packet, placement }: Writing): Promise<Written> {
    const recordedAt = this.#recordingAt(before);
    const own = [
      this.#stateWrite(state, before?.version ?? 0, recordedAt),
      handoffCommitWrite(events, recordedAt, placement.decision),
      ...(packet === undefined ? [] : [HandoffPackets.writing(state, packet)]),
    ];
    const shared = [
      ...turnWrites(placement),
      ...moveLoad(before, state, placement.load),
      ...moveInLine(before, state),
      ...moveOnTestClock(before, state),
      ...(placement.audit === undefined ? [] : [placement.audit]),
    ];
    const outcome = await this.#table.attempt([...own, ...shared]);
    if (outcome.written) return 'written';
    return outcome.refused.some((index) => index < own.length) ? 'changed' : 'contended';
  }

  /** Clocks of machines differ; those that read the log by time rely on it that a handoff's commits are in its order. */
  #recordingAt(before: Handoff | undefined): Instant {
    const now = wholeSecond(this.#now());
    const last = before && RECORDED_AT.get(before);
    return last === undefined ? now : later(now, last);
  }

  #stateWrite(state: Handoff, ifVersion: number, recordedAt: Instant): Write {
    return { put: stateKey(state.id), attributes: this.#attributes(state, recordedAt), ifVersion };
  }

  #attributes(state: Handoff, recordedAt: Instant): Attributes {
    // what lives on a test clock is nothing for the sweeper, which goes by real time
    const deadline = state.testClockId === undefined ? nextDeadline(state) : undefined;
    const indexed = {
      id: state.id,
      version: state.version,
      ...recordedAttribute(recordedAt),
      ...this.#lists.attributesOf(state),
      ...(deadline === undefined ? {} : { dueShard: dueShardOf(state.id), nextDeadlineAt: deadline }),
    };
    return { ...indexed, ...packState(JSON.stringify(state), bytesOf(indexed) + KEY_BYTES) };
  }
}

function readState({ attributes }: Item): Handoff {
  return readStored('handoff', () => {
    const state = handoffSchema().parse(JSON.parse(unpack(attributes)));
    RECORDED_AT.set(state, recordedAtOf(attributes));
    return state;
  });
}

function stateKey(id: string): ItemKey {
  return { partition: `handoff#${id}`, sort: 'state' };
}
