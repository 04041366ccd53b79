import { isPartition, type World } from './partitions.ts';

/** What a client may touch. */
export interface Walls {
  readonly tableName: string;
  /** Whether a partition key of the table is within. */
  readonly holds: (partitionKey: string) => boolean;
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

/** The walls around some parts of one tenant's data: partitions that the registry knows, and no others. */
export function wallsOf(tableName: string, tenantId: string, worlds: readonly World[]): Walls {
  const prefixes = worlds.map((world) => [world, prefixOf(tenantId, world)] as const);
  return {
    tableName,
    holds: (key) =>
      prefixes.some(([world, prefix]) => key.startsWith(prefix) && isPartition(world, key.slice(prefix.length))),
    holdsIndexed: (key) => prefixes.some(([, prefix]) => key.startsWith(prefix)),
  };
}
