import { MODES } from '#domain/wire.ts';

/** The parts of a tenant's data: its two modes, and the account, which has none. */
export const WORLDS = [...MODES, 'account'] as const;
export type World = (typeof WORLDS)[number];

/** The kinds of documents that have partitions of their own, which outlive them. */
export const PARENT_KINDS = ['contracts', 'calendars', 'endpoints', 'test-clocks'] as const;
export type ParentKind = (typeof PARENT_KINDS)[number];

/** Which partitions of a kind there are: one that is named like it, so many, or one for each thing of a kind. */
type Extent =
  | { readonly by: 'itself' }
  | { readonly by: 'shard'; readonly shards: readonly string[] }
  | { readonly by: 'parent'; readonly of: ParentKind | 'handoffs' };

interface PartitionKind {
  readonly worlds: readonly World[];
  readonly extent: Extent;
}

/** As the stores spread them; a test holds the two together. */
const LOG_SHARDS = ['0', '1', '2', '3'];
const IDEMPOTENCY_SHARDS = [...'0123456789abcdef'];
const METRICS_SHARDS = [...'0123456789abcdef'];

function single(worlds: readonly World[]): PartitionKind {
  return { worlds, extent: { by: 'itself' } };
}

function sharded(shards: readonly string[]): PartitionKind {
  return { worlds: MODES, extent: { by: 'shard', shards } };
}

function each(of: ParentKind | 'handoffs'): PartitionKind {
  return { worlds: MODES, extent: { by: 'parent', of } };
}

/**
 * Every kind of partition that a tenant can have, by what its name begins with. The client lets no other through, so that
 * a tenant that is exported or deleted is so with all that any store has ever written.
 */
export const PARTITION_KINDS = {
  tenant: single(['account']),
  'api-keys': single(['account']),
  'key-uses': single(['account']),
  'sign-up': single(['account']),
  audit: single(WORLDS),
  counts: single(WORLDS),
  /** Names the parents that are there no more, and whose partitions may be. */
  removed: single(MODES),
  contracts: single(MODES),
  contract: each('contracts'),
  calendars: single(MODES),
  calendar: each('calendars'),
  owners: single(MODES),
  ld: single(MODES),
  queues: single(MODES),
  'queue-turns': single(MODES),
  'queue-rosters': single(MODES),
  routing: single(MODES),
  waiting: single(MODES),
  'test-clocks': single(MODES),
  'test-clock': each('test-clocks'),
  endpoints: single(MODES),
  deliveries: each('endpoints'),
  pace: each('endpoints'),
  replays: single(MODES),
  'open-replays': single(MODES),
  handoff: each('handoffs'),
  events: single(MODES),
  'event-log': sharded(LOG_SHARDS),
  metrics: sharded(METRICS_SHARDS),
  'metrics-generations': single(MODES),
  reviews: single(MODES),
  'review-actions': single(MODES),
  'review-schedules': single(MODES),
  rate: single(MODES),
  idempotency: sharded(IDEMPOTENCY_SHARDS),
} as const satisfies Readonly<Record<string, PartitionKind>>;

export type PartitionKindName = keyof typeof PARTITION_KINDS;

const KINDS: ReadonlyMap<string, PartitionKind> = new Map(Object.entries(PARTITION_KINDS));

/** Whether a tenant can have a partition of this name, without the tenant, in that part of its data. */
export function isPartition(world: World, name: string): boolean {
  const end = name.indexOf('#');
  const kind = KINDS.get(end === -1 ? name : name.slice(0, end));
  if (kind === undefined || !kind.worlds.includes(world)) return false;
  return (kind.extent.by === 'itself') === (end === -1);
}

/** Whether documents of this kind have partitions of their own. */
export function isParent(partition: string): partition is ParentKind {
  return PARENT_KINDS.some((kind) => kind === partition);
}

/** The partitions in `world` that are there once, whatever the tenant has. */
export function fixedPartitions(world: World): readonly string[] {
  return [...KINDS].flatMap(([name, { worlds, extent }]) => (worlds.includes(world) ? fixedOf(name, extent) : []));
}

function fixedOf(name: string, extent: Extent): readonly string[] {
  switch (extent.by) {
    case 'itself':
      return [name];
    case 'shard':
      return extent.shards.map((shard) => `${name}#${shard}`);
    case 'parent':
      return [];
  }
}

/** The partitions of one parent, such as a contract, or of one handoff. */
export function partitionsOf(parent: ParentKind | 'handoffs', id: string): readonly string[] {
  return [...KINDS].flatMap(([name, { extent }]) =>
    extent.by === 'parent' && extent.of === parent ? `${name}#${id}` : [],
  );
}

/** Where it is noted that a parent is there no more, of which partitions may be left. */
export function removedKey(parent: ParentKind, id: string): { readonly partition: 'removed'; readonly sort: string } {
  return { partition: 'removed', sort: `${parent}#${id}` };
}
