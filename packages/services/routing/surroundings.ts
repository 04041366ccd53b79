import type { Assignee } from '#domain/contract/body.ts';
import { openingHours, type RoutableOwner } from '#domain/routing/availability.ts';
import type { RoutableQueue, RoutingWorld } from '#domain/routing/consider-queue.ts';
import type { Roster } from '#domain/routing/roster.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import type { TenantContext } from '../context.ts';
import { findRoster } from './gather-roster.ts';

type KnownOwner = Omit<RoutableOwner, 'load'>;

/** Of a queue by load with more members than this, so many are looked at, drawn by lot for each decision. */
const SAMPLE = 16;

/**
 * What a routing decision asks about, read as it is asked. A decision is made on what is known, notes what it missed, and
 * is made again once that has been read; two or three rounds tell all.
 */
export class Surroundings {
  readonly #context: TenantContext;
  readonly #except: ReadonlySet<string>;
  readonly #lot: string;
  readonly #owners = new Map<string, KnownOwner | undefined>();
  readonly #queues = new Map<string, RoutableQueue | undefined>();
  readonly #times = new Map<string, WorkingTime>();
  readonly #loads = new Map<string, number>();
  #missing = new Map<string, Assignee>();

  /** `except`: owners who are not to be given it. `lot`: what draws by lot; the same for the same handoff. */
  constructor(context: TenantContext, options: { readonly except?: readonly string[]; readonly lot: string }) {
    this.#context = context;
    this.#except = new Set(options.except);
    this.#lot = options.lot;
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

  /** Reads how many handoffs `ownerId` has, if that is not known. Whether it was not. */
  async learnLoad(ownerId: string): Promise<boolean> {
    if (this.#loads.has(ownerId)) return false;
    await this.#readLoads([ownerId]);
    return true;
  }

  #world(): RoutingWorld {
    return {
      now: this.#context.now,
      hours: openingHours((calendarId) => this.#times.get(calendarId) ?? AROUND_THE_CLOCK),
      owner: (ownerId) => this.#owner(ownerId),
      queue: (queueId) => this.#queue(queueId),
    };
  }

  #owner(ownerId: string): RoutableOwner | undefined {
    if (!this.#owners.has(ownerId)) this.#missing.set(ownerId, { ownerId });
    const owner = this.#owners.get(ownerId);
    if (owner === undefined || this.#except.has(ownerId)) return undefined;
    return { ...owner, load: this.#loads.get(ownerId) ?? 0 };
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
    const automatic = roster.strategy !== 'manual';
    const [turns] = await Promise.all([
      automatic ? this.#context.stores.routing.turns(queueId, { consistent: true }) : { version: 0, turns: {} },
      this.#readTimes(roster.calendars),
    ]);
    for (const { ownerId, weight: _weight, ...owner } of roster.members) this.#owners.set(ownerId, owner);
    const members = roster.strategy === 'least_loaded' ? drawn(roster.members, this.#lot) : roster.members;
    if (roster.strategy === 'least_loaded') await this.#readLoads(members.map(({ ownerId }) => ownerId));
    const { strategy, fallback } = roster;
    this.#queues.set(queueId, { strategy, fallback, members, turns });
  }

  async #readTimes(calendars: Roster['calendars']): Promise<void> {
    await Promise.all(
      Object.entries(calendars).map(async ([id, version]) => {
        this.#times.set(id, await this.#context.terms.pinnedCalendar(this.#context, id, version));
      }),
    );
  }

  async #readLoads(ownerIds: readonly string[]): Promise<void> {
    const unknown = ownerIds.filter((id) => !this.#loads.has(id));
    const loads = await this.#context.stores.ownerLoads.getMany(unknown);
    for (const id of unknown) this.#loads.set(id, loads.get(id) ?? 0);
  }
}

/** All members of a small queue; of a large one some, by lot: the least loaded of sixteen is as good as the least of all. */
function drawn<M extends { readonly ownerId: string }>(members: readonly M[], lot: string): readonly M[] {
  if (members.length <= SAMPLE) return members;
  const start = hashOf(lot) % members.length;
  const stride = strideFor(members.length, hashOf(`${lot}#`));
  return Array.from({ length: SAMPLE }, (_, index) => members[(start + index * stride) % members.length]).filter(
    (member) => member !== undefined,
  );
}

/** A step that meets every member before it meets one again. */
function strideFor(length: number, seed: number): number {
  let stride = 1 + (seed % (length - 1));
  while (greatestCommonDivisor(stride, length) !== 1) stride = (stride % (length - 1)) + 1;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
