import type { Dimension, DimensionKind } from '#domain/metrics/cell.ts';
import type { Counters } from '#domain/metrics/counters.ts';
import { CountersSum } from '#domain/metrics/counters-sum.ts';
import type { Day } from '#domain/metrics/day.ts';
import { type Figures, figuresOf } from '#domain/metrics/figures.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { type DayRange, visitCells } from './read-cells.ts';

/** By what a report tells figures apart. */
export const GROUPINGS = ['contract', 'version', 'stage', 'owner', 'queue', 'day'] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type GroupKey =
  | { readonly by: 'contract'; readonly contractId: string }
  | { readonly by: 'version'; readonly contractId: string; readonly version: number }
  | { readonly by: 'stage'; readonly from: string; readonly to: string }
  | { readonly by: 'owner'; readonly ownerId: string }
  | { readonly by: 'queue'; readonly queueId: string }
  | { readonly by: 'day'; readonly day: Day };

export interface FiguresQuery extends DayRange {
  readonly contractId?: string | undefined;
  readonly groupBy?: Grouping | undefined;
}

export interface FiguresOf<K> {
  readonly key: K;
  readonly counters: Counters;
  readonly figures: Figures;
}

export interface FiguresRead {
  /** The days are of this time zone, which is the tenant's but for a while after that was changed. */
  readonly timeZone: string;
  /** Figures by another time zone or other rules are being counted, and will take the place of these. */
  readonly rebuilding: boolean;
  /** Of all that was selected. Owners and queues do not add up to it: not everything is somebody's. */
  readonly totals: Omit<FiguresOf<never>, 'key'>;
  /** In the order of their keys; without those in which nothing is counted. Empty without a grouping. */
  readonly groups: readonly FiguresOf<GroupKey>[];
}

/**
 * The figures of some days. The cost is that of `readCells`, twice for owners and queues, and for stages a contract version
 * each that the process does not know yet. Undefined: nothing was ever counted.
 *
 * @throws TooManyCellsError
 */
export async function readFigures(context: TenantContext, query: FiguresQuery): Promise<FiguresRead | undefined> {
  const generations = await context.stores.metrics.generations({ consistent: false });
  if (generations === undefined) return undefined;
  const { serving, building } = generations;
  const { totals, groups } = await sumsIn(context, serving, query);
  const counted = groups.map(({ key, sum }) => ({ key, ...figured(sum) }));
  return {
    timeZone: serving.timeZone,
    rebuilding: building !== undefined,
    totals: figured(totals),
    groups: counted.sort((a, b) => (nameOf(a.key) < nameOf(b.key) ? -1 : 1)),
  };
}

function figured({ counters }: CountersSum): Omit<FiguresOf<never>, 'key'> {
  return { counters, figures: figuresOf(counters) };
}

interface Sums {
  readonly totals: CountersSum;
  readonly groups: readonly { readonly key: GroupKey; readonly sum: CountersSum }[];
}

async function sumsIn(context: TenantContext, generation: Generation, query: FiguresQuery): Promise<Sums> {
  const { groupBy, contractId } = query;
  const kind: DimensionKind = groupBy === 'owner' || groupBy === 'queue' ? groupBy : 'contract';
  const totals = new CountersSum();
  const parts = new Map<string, { readonly entry: TallyEntry; readonly sum: CountersSum }>();
  const visit = (entry: TallyEntry) => {
    if (groupBy === undefined) return;
    const name = partOf(groupBy, entry);
    const part = parts.get(name) ?? { entry, sum: new CountersSum() };
    parts.set(name, part);
    part.sum.add(entry.counters);
  };
  const { metrics } = context.stores;
  await visitCells(metrics, generation, query, { kind: 'contract', contractId }, (entry) => {
    totals.add(entry.counters);
    if (kind === 'contract') visit(entry);
  });
  if (kind !== 'contract') await visitCells(metrics, generation, query, { kind, contractId }, visit);
  if (groupBy === undefined) return { totals, groups: [] };
  const keyed = await inBatches([...parts.values()], 10, async ({ entry, sum }) => ({
    key: await keyOf(context, groupBy, entry),
    sum,
  }));
  return { totals, groups: joined(keyed) };
}

/** Names what is of one group, or of one contract version where that tells the group. */
function partOf(groupBy: Grouping, { cell: { day, dimension } }: TallyEntry): string {
  switch (dimension.kind) {
    case 'owner':
      return dimension.ownerId;
    case 'queue':
      return dimension.queueId;
    case 'contract':
      if (groupBy === 'day') return day;
      return groupBy === 'contract' ? dimension.contractId : `${dimension.contractId} ${dimension.version}`;
  }
}

async function keyOf(context: TenantContext, groupBy: Grouping, { cell }: TallyEntry): Promise<GroupKey> {
  const { day, dimension } = cell;
  switch (dimension.kind) {
    case 'owner':
      return { by: 'owner', ownerId: dimension.ownerId };
    case 'queue':
      return { by: 'queue', queueId: dimension.queueId };
    case 'contract':
      if (groupBy === 'day') return { by: 'day', day };
      if (groupBy === 'contract') return { by: 'contract', contractId: dimension.contractId };
      if (groupBy === 'stage') return { by: 'stage', ...(await stagesOf(context, dimension)) };
      return { by: 'version', contractId: dimension.contractId, version: dimension.version };
  }
}

/** From which stage to which a contract version goes. */
export async function stagesOf(
  context: TenantContext,
  { contractId, version }: Pick<Extract<Dimension, { kind: 'contract' }>, 'contractId' | 'version'>,
): Promise<{ readonly from: string; readonly to: string }> {
  const { terms } = await context.terms.get(context, { contractId, contractVersion: version });
  return { from: terms.body.from.stage, to: terms.body.to.stage };
}

/** Contract versions between the same stages are one group. */
function joined(keyed: Sums['groups']): Sums['groups'] {
  const groups = new Map<string, { readonly key: GroupKey; readonly sum: CountersSum }>();
  for (const { key, sum } of keyed) {
    const group = groups.get(nameOf(key));
    if (group === undefined) groups.set(nameOf(key), { key, sum });
    else group.sum.add(sum.counters);
  }
  return [...groups.values()];
}

/** The same for the same group, and in the order in which groups are shown. No part of a key has a space in it. */
export function nameOf(key: GroupKey): string {
  switch (key.by) {
    case 'contract':
      return key.contractId;
    case 'version':
      return `${key.contractId} ${String(key.version).padStart(6, '0')}`;
    case 'stage':
      return `${key.from} ${key.to}`;
    case 'owner':
      return key.ownerId;
    case 'queue':
      return key.queueId;
    case 'day':
      return key.day;
  }
}
