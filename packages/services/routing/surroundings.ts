import type { Assignee } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import { isFull, type OpeningHours, openingHours, type RoutableOwner } from '#domain/routing/availability.ts';
import type { RoutableQueue, RoutingWorld } from '#domain/routing/consider-queue.ts';
import type { Roster } from '#domain/routing/roster.ts';
import type { Route } from '#domain/routing/route.ts';
import { giveBack, NO_TURNS, type QueueTurns } from '#domain/routing/turns.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import type { TurnsAfter } from '#storage/placement.ts';
import type { TenantContext } from '../context.ts';
import { findRoster } from './gather-roster.ts';

type KnownOwner = Omit<RoutableOwner, 'load'>;

/** A turn that was used for nothing: the queue that somebody was picked from, and what they paid for it. */
export interface WastedTurn {
  readonly queueId: string;
  readonly ownerId: string;
  readonly taken: number;
}

/**
 * What is read must not be old: nothing of it, where something that was decided on it was refused; only turns and loads,
 * where somebody of this process has just been given something.
 */
export type Freshness = boolean | 'turns';

export interface SurroundingsOptions {
  /** When it is decided: the present of the handoff. */
  readonly now: Instant;
  /** Owners who are not to be given it. */
  readonly except?: readonly string[];
  /** Is given back before anything is decided. */
  readonly wasted?: WastedTurn | undefined;
  readonly fresh?: Freshness;
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

  /** Goes on as if that decision had been carried out. */
  assume({ to, queueId, turn }: Route): void {
    const ownerId = to !== undefined && 'ownerId' in to ? to.ownerId : undefined;
    const load = ownerId === undefined ? undefined : this.#loads.get(ownerId);
    if (ownerId !== undefined && load !== undefined) this.#loads.set(ownerId, load + 1);
    const queue = queueId === undefined ? undefined : this.#queues.get(queueId);
    if (queueId === undefined || queue === undefined || turn === undefined) return;
    this.#queues.set(queueId, { ...queue, turns: { version: turn.version + 1, turns: turn.turns } });
  }

  /** The turns of the queue to which the wasted one is given back; undefined where that cannot be done any more. */
  async returned(): Promise<TurnsAfter | undefined> {
    const { wasted } = this.#options;
    if (wasted === undefined) return undefined;
    await this.settle((world) => world.queue(wasted.queueId));
    return this.#returned;
  }

  get #isFresh(): boolean {
    return this.#options.fresh === true;
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
    const load = this.#loads.get(ownerId);
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
    const { owners } = this.#context.stores;
    const found = await (this.#isFresh ? owners.getFresh(ownerIds) : owners.getRecent(ownerIds, { consistent: false }));
    for (const id of ownerIds) this.#owners.set(id, undefined);
    for (const owner of found) this.#owners.set(owner.id, owner);
    await this.#readLoads(found.flatMap(({ id, capacity }) => (capacity === undefined ? [] : [id])));
  }

  async #readQueue(queueId: string): Promise<void> {
    const roster = await findRoster(this.#context, queueId, { fresh: this.#isFresh });
    if (roster === undefined) {
      this.#queues.set(queueId, undefined);
      return;
    }
    const { version, strategy, fallback, members } = roster;
    const [read] = await Promise.all([
      this.#readTurns(roster),
      this.#readTimes(roster.calendars),
      this.#survey(roster),
    ]);
    for (const { ownerId, weight: _weight, ...owner } of members) this.#owners.set(ownerId, owner);
    const turns = this.#giveBack(roster, read);
    this.#queues.set(queueId, { version, strategy, fallback, members, turns });
  }

  /** The loads of all whom it matters of: what is not known of somebody would be taken for room. */
  async #survey({ strategy, members }: Roster): Promise<void> {
    if (strategy === 'manual') return;
    const byLoad = strategy === 'least_loaded';
    const asked = members.filter(({ capacity }) => byLoad || capacity !== undefined);
    const unknown = asked.map(({ ownerId }) => ownerId).filter((id) => !this.#loads.has(id));
    if (unknown.length === 0) return;
    const loads = await this.#context.stores.ownerLoads.survey(unknown, {
      consistent: this.#isFresh,
      recent: !this.#isFresh && this.#options.fresh !== 'turns' && !byLoad,
      // who is full by what is remembered may have room again
      doubts: (known) => asked.some((member) => isFull({ ...member, load: known.get(member.ownerId) })),
    });
    for (const id of unknown) this.#loads.set(id, loads.get(id) ?? 0);
  }

  async #readTurns({ queueId, strategy }: Roster): Promise<QueueTurns> {
    if (strategy === 'manual') return NO_TURNS;
    return this.#context.stores.routing.turns(queueId, {
      consistent: this.#isFresh || this.#options.fresh === 'turns',
    });
  }

  /** The turns as everybody should stand; still of the version that is stored. */
  #giveBack(roster: Roster, read: QueueTurns): QueueTurns {
    const { wasted } = this.#options;
    if (wasted?.queueId !== roster.queueId || roster.strategy === 'manual') return read;
    const { turns } = giveBack(read, roster, wasted) ?? {};
    if (turns === undefined) return read;
    const { queueId, version: queueVersion } = roster;
    this.#returned = { queueId, version: read.version, queueVersion, turns };
    return { version: read.version, turns };
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
