import type { Assignee } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import {
  availabilityOf,
  isFull,
  type OpeningHours,
  openingHours,
  type RoutableOwner,
} from '#domain/routing/availability.ts';
import type { RoutableQueue, RoutingWorld } from '#domain/routing/consider-queue.ts';
import type { Roster, RosterMember } from '#domain/routing/roster.ts';
import { giveBack, NO_TURNS, type QueueTurns } from '#domain/routing/turns.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import type { TurnsAfter } from '#storage/placement.ts';
import type { TenantContext } from '../context.ts';
import { drawn } from './draw.ts';
import { findRoster } from './gather-roster.ts';

type KnownOwner = Omit<RoutableOwner, 'load'>;

/** Of those in a queue by load who are there, the loads of so many are read at once, drawn by lot for each decision. */
const SAMPLE = 16;

/** A turn that was used for nothing: the queue that somebody was picked from, and what they paid for it. */
export interface WastedTurn {
  readonly queueId: string;
  readonly ownerId: string;
  readonly taken: number;
}

export interface SurroundingsOptions {
  /** When it is decided: the present of the handoff. */
  readonly now: Instant;
  /** What draws by lot; the same for the same handoff. */
  readonly lot: string;
  /** Owners who are not to be given it. */
  readonly except?: readonly string[];
  /** Is given back before anything is decided. */
  readonly wasted?: WastedTurn | undefined;
  /** Something that was decided on these turns was refused: what is read now must not be old. */
  readonly fresh?: boolean;
}

/**
 * What a routing decision asks about, read as it is asked. A decision is made on what is known, notes what it missed, and
 * is made again once that has been read; two or three rounds tell all.
 */
export class Surroundings {
  readonly #context: TenantContext;
  readonly #options: SurroundingsOptions;
  readonly #except: ReadonlySet<string>;
  readonly #owners = new Map<string, KnownOwner | undefined>();
  readonly #queues = new Map<string, RoutableQueue | undefined>();
  readonly #times = new Map<string, WorkingTime>();
  readonly #loads = new Map<string, number>();
  #missing = new Map<string, Assignee>();
  #returned: TurnsAfter | undefined;

  constructor(context: TenantContext, options: SurroundingsOptions) {
    this.#context = context;
    this.#options = options;
    this.#except = new Set(options.except);
  }

  /** Makes `decide` on what is known until it misses nothing. */
  async settle<T>(decide: (world: RoutingWorld) => T): Promise<T> {
    for (;;) {
      this.#missing = new Map();
      const decision = decide(this.#world());
      if (this.#missing.size === 0) return decision;
      await this.#read([...this.#missing.values()]);
    }
  }

  /**
   * Reads how many handoffs `ownerId` has, if that is not known; with it, where this is not the first time, those of all
   * members of `queueId`, for then many may be full. Whether it was not known.
   */
  async learnLoad(ownerId: string, queueId?: string): Promise<boolean> {
    if (this.#loads.has(ownerId)) return false;
    const { members = [] } = (queueId === undefined ? undefined : this.#queues.get(queueId)) ?? {};
    const isFirst = !members.some((member) => this.#loads.has(member.ownerId));
    const others = isFirst ? [] : members.map((member) => member.ownerId);
    await this.#readLoads([ownerId, ...others.filter((id) => this.#owners.get(id)?.capacity !== undefined)]);
    return true;
  }

  /** The turns of the queue to which the wasted one is given back; undefined where that cannot be done any more. */
  async returned(): Promise<TurnsAfter | undefined> {
    const { wasted } = this.#options;
    if (wasted === undefined) return undefined;
    await this.settle((world) => world.queue(wasted.queueId));
    return this.#returned;
  }

  #world(): RoutingWorld {
    return {
      now: this.#options.now,
      hours: this.#hours(),
      owner: (ownerId) => this.#owner(ownerId),
      queue: (queueId) => this.#queue(queueId),
    };
  }

  #hours(): OpeningHours {
    return openingHours((calendarId) => this.#times.get(calendarId) ?? AROUND_THE_CLOCK);
  }

  #owner(ownerId: string): RoutableOwner | undefined {
    if (!this.#owners.has(ownerId)) this.#missing.set(ownerId, { ownerId });
    const owner = this.#owners.get(ownerId);
    const load = this.#loads.get(ownerId) ?? 0;
    return owner && { ...owner, load, ...(this.#except.has(ownerId) ? { excluded: true } : {}) };
  }

  #queue(queueId: string): RoutableQueue | undefined {
    if (!this.#queues.has(queueId)) this.#missing.set(queueId, { queueId });
    return this.#queues.get(queueId);
  }

  async #read(missing: readonly Assignee[]): Promise<void> {
    const ownerIds = missing.flatMap((each) => ('ownerId' in each ? [each.ownerId] : []));
    const queueIds = missing.flatMap((each) => ('queueId' in each ? [each.queueId] : []));
    await Promise.all([this.#readOwners(ownerIds), ...queueIds.map((queueId) => this.#readQueue(queueId))]);
  }

  async #readOwners(ownerIds: readonly string[]): Promise<void> {
    if (ownerIds.length === 0) return;
    const found = await this.#context.stores.owners.getRecent(ownerIds);
    for (const id of ownerIds) this.#owners.set(id, undefined);
    for (const owner of found) this.#owners.set(owner.id, owner);
    await this.#readLoads(found.flatMap(({ id, capacity }) => (capacity === undefined ? [] : [id])));
  }

  async #readQueue(queueId: string): Promise<void> {
    const roster = await findRoster(this.#context, queueId);
    if (roster === undefined) {
      this.#queues.set(queueId, undefined);
      return;
    }
    const { strategy, fallback } = roster;
    const [read] = await Promise.all([this.#readTurns(roster), this.#readTimes(roster.calendars)]);
    for (const { ownerId, weight: _weight, ...owner } of roster.members) this.#owners.set(ownerId, owner);
    const members = strategy === 'least_loaded' ? await this.#drawn(roster.members) : roster.members;
    const turns = this.#giveBack(roster, read);
    this.#queues.set(queueId, { strategy, fallback, members, turns });
  }

  async #readTurns({ queueId, strategy }: Roster): Promise<QueueTurns> {
    if (strategy === 'manual') return NO_TURNS;
    return this.#context.stores.routing.turns(queueId, { consistent: this.#options.fresh ?? false });
  }

  /** The turns as everybody should stand; still of the version that is stored. */
  #giveBack(roster: Roster, read: QueueTurns): QueueTurns {
    const { wasted } = this.#options;
    if (wasted?.queueId !== roster.queueId || roster.strategy === 'manual') return read;
    const { turns } = giveBack(read, roster, wasted) ?? {};
    if (turns === undefined) return read;
    this.#returned = { queueId: roster.queueId, version: read.version, turns };
    return { version: read.version, turns };
  }

  /** Without those who are there and whose load was not read, as others with room for it were found before them. */
  async #drawn(members: readonly RosterMember[]): Promise<readonly RosterMember[]> {
    const { now, lot } = this.#options;
    const hours = this.#hours();
    const isThere = (member: RosterMember) =>
      !this.#except.has(member.ownerId) &&
      availabilityOf({ ...member, capacity: undefined, load: 0 }, now, hours) === 'available';
    const there = drawn(members.filter(isThere), lot);
    for (let asked = 0; asked < there.length; asked += SAMPLE) {
      const sample = there.slice(asked, asked + SAMPLE);
      await this.#readLoads(sample.map(({ ownerId }) => ownerId));
      if (!sample.every((member) => isFull({ ...member, load: this.#loads.get(member.ownerId) ?? 0 }))) break;
    }
    const left = new Set(there.filter(({ ownerId }) => !this.#loads.has(ownerId)));
    return members.filter((member) => !left.has(member));
  }

  async #readTimes(calendars: Roster['calendars']): Promise<void> {
    await Promise.all(
      Object.entries(calendars).map(async ([id, version]) => {
        this.#times.set(id, await this.#context.terms.pinnedCalendar(this.#context, id, version));
      }),
    );
  }

  async #readLoads(ownerIds: readonly string[]): Promise<void> {
    const unknown = [...new Set(ownerIds)].filter((id) => !this.#loads.has(id));
    const loads = await this.#context.stores.ownerLoads.getMany(unknown);
    for (const id of unknown) this.#loads.set(id, loads.get(id) ?? 0);
  }
}
