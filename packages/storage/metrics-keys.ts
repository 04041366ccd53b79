import { createHash } from 'node:crypto';
import { type Cell, type Dimension, type DimensionKind, nameOfDimension } from '#domain/metrics/cell.ts';
import type { Day } from '#domain/metrics/day.ts';
import type { ItemKey } from './tenant-table.ts';

/** A tenant's figures are spread over so many partitions, whatever it has: none is everybody's. */
const SPREAD = 16;
const PARTITION = 'metrics';

export const METRICS_PARTITIONS: readonly string[] = Array.from(
  { length: SPREAD },
  (_, index) => `${PARTITION}#${index.toString(16)}`,
);

/** Which month's cells of which kind are listed together; those of people by contract, as they may be many. */
export type Directory = { readonly month: string } & (
  | { readonly kind: 'contract' }
  | { readonly kind: 'owner' | 'queue'; readonly contractId: string }
);

/** The days of one dimension that lie in one item, of one shard of one generation. */
export interface BlockRef {
  readonly generation: number;
  readonly shard: number;
  readonly dimension: Dimension;
  /** The first of the days. */
  readonly span: Day;
}

/**
 * The first day of the item in which a cell lies. A contract has an item for each day. What people have of a contract is
 * little and is read for many of them at once, so it lies together for a third of a month.
 */
export function spanOf(kind: DimensionKind, day: Day): Day {
  if (kind === 'contract') return day;
  const date = Number(day.slice(8));
  const first = date <= 10 ? '01' : date <= 20 ? '11' : '21';
  return `${day.slice(0, 8)}${first}`;
}

export function blockKey({ generation, shard, dimension, span }: BlockRef): ItemKey {
  return keyOf(generation, `cell ${nameOfDimension(dimension)} ${span} ${shard}`);
}

export function directoryKey(generation: number, directory: Directory): ItemKey {
  const of = directory.kind === 'contract' ? '' : ` ${directory.contractId}`;
  return keyOf(generation, `month ${directory.month} ${directory.kind}${of}`);
}

/** What the sort keys of all items of a generation begin with. */
export function generationPrefix(generation: number): string {
  return `${String(generation).padStart(6, '0')}#`;
}

/** Where a cell is listed. */
export function directoryOf({ day, dimension }: Cell): Directory {
  const month = monthOf(day);
  if (dimension.kind === 'contract') return { month, kind: 'contract' };
  return { month, kind: dimension.kind, contractId: dimension.contractId };
}

/** How a dimension is listed in its directory. */
export function entryOf(dimension: Dimension): string {
  switch (dimension.kind) {
    case 'contract':
      return `${dimension.contractId} ${dimension.version}`;
    case 'owner':
      return dimension.ownerId;
    case 'queue':
      return dimension.queueId;
  }
}

export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** A number below `count` that is the same for the same text, and spreads texts evenly. */
export function spread(text: string, count: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % count;
}

export function generationsKey(): ItemKey {
  return { partition: 'metrics-generations', sort: 'current' };
}

/** With the handoff, and gone with it. */
export function markKey(handoffId: string): ItemKey {
  return { partition: `handoff#${handoffId}`, sort: 'measured' };
}

function keyOf(generation: number, name: string): ItemKey {
  const partition = METRICS_PARTITIONS[spread(name, SPREAD)];
  if (partition === undefined) throw new Error('there are as many partitions as names are spread over');
  return { partition, sort: `${generationPrefix(generation)}${name}` };
}
