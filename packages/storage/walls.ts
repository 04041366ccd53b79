import { isPartition, type World } from './partitions.ts';

/** What a client may touch. */
export interface Walls {
  readonly tableName: string;
  /** Whether a partition key of the table is within. */
  readonly holds: (partitionKey: string) => boolean;
  /** Whether a write may be made on the condition of what is there: it is neither read nor changed. */
  readonly holdsCondition?: (partitionKey: string) => boolean;
  /** Whether a partition key of an index is within. */
  readonly holdsIndexed: (partitionKey: string) => boolean;
}

/** A command that reaches for what is not the tenant's. It is a fault of ours, and was not sent. */
export class ForeignKeyError extends Error {
  override readonly name = 'ForeignKeyError';

  constructor(what: string) {
    super(`a command within one tenant names ${what}; it was not sent`);
  }
}

/** How the keys of a part of a tenant's data begin. */
export function prefixOf(tenantId: string, world: World): string {
  return `T#${tenantId}#${world}#`;
}

/**
 * The walls around some parts of one tenant's data: partitions that the registry knows, and no others. What is written there
 * may depend on the tenant's account, too.
 */
export function wallsOf(tableName: string, tenantId: string, worlds: readonly World[]): Walls {
  const prefixes = worlds.map((world) => [world, prefixOf(tenantId, world)] as const);
  const account = ['account', prefixOf(tenantId, 'account')] as const;
  return {
    tableName,
    holds: (key) => prefixes.some((each) => isWithin(key, each)),
    holdsCondition: (key) => [account, ...prefixes].some((each) => isWithin(key, each)),
    holdsIndexed: (key) => prefixes.some(([, prefix]) => key.startsWith(prefix)),
  };
}

function isWithin(key: string, [world, prefix]: readonly [World, string]): boolean {
  return key.startsWith(prefix) && isPartition(world, key.slice(prefix.length));
}
