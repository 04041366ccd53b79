import type { Cell } from '#domain/metrics/cell.ts';
import type { Counters } from '#domain/metrics/counters.ts';
import { CountersSum } from '#domain/metrics/counters-sum.ts';
import { type Figures, figuresOf } from '#domain/metrics/figures.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';
import { type Grouping, type GroupKey, keyOf, kindOf, nameOfGroup, partOf } from './group-key.ts';
import { type DayRange, visitCells } from './read-cells.ts';

export interface FiguresQuery extends DayRange {
  readonly contractId?: string | undefined;
  readonly groupBy?: Grouping | undefined;
}

export interface Figured {
  readonly counters: Counters;
  readonly figures: Figures;
}

export interface FiguresGroup extends Figured {
  readonly key: GroupKey;
}

export interface FiguresRead {
  /** The days are of this time zone, which is the tenant's but for a while after that was changed. */
  readonly timeZone: string;
  /** Figures by another time zone or other rules are being counted, and will take the place of these. */
  readonly rebuilding: boolean;
  /** Of all that was selected. Owners and queues do not add up to it: not everything is somebody's. */
  readonly totals: Figured;
  /** In the order of their keys; without those in which nothing is counted. Empty without a grouping. */
  readonly groups: readonly FiguresGroup[];
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
  const { groupBy } = query;
  const { totals, groupings } = await figuresIn(context, serving, query, groupBy === undefined ? [] : [groupBy]);
  const groups = groupBy === undefined ? [] : (groupings.get(groupBy) ?? []);
  return { timeZone: serving.timeZone, rebuilding: building !== undefined, totals, groups };
}

interface GroupedFigures {
  readonly totals: Figured;
  readonly groupings: ReadonlyMap<Grouping, readonly FiguresGroup[]>;
}

/** The same in one generation, told apart in several ways at once. @throws TooManyCellsError */
export async function figuresIn(
  context: TenantContext,
  generation: Generation,
  { from, to, contractId }: Omit<FiguresQuery, 'groupBy'>,
  groupings: readonly Grouping[],
): Promise<GroupedFigures> {
  const parts = new Map(
    [...groupings, 'version' as const].map((groupBy) => [groupBy, new Map<string, Part>()] as const),
  );
  // stages, contracts and all of it are sums of versions: each cell is added up once, as that is what takes the time
  const added = [...parts].filter(([groupBy]) => !OF_VERSIONS.has(groupBy));
  for (const kind of new Set(['contract', ...groupings.map(kindOf)] as const)) {
    const wanted = added.filter(([groupBy]) => kindOf(groupBy) === kind);
    await visitCells(context.stores.metrics, generation, { from, to }, { kind, contractId }, ({ cell, counters }) => {
      for (const [groupBy, sums] of wanted) partIn(groupBy, sums, cell).add(counters);
    });
  }
  const totals = new CountersSum();
  for (const { cell, sum } of parts.get('version')?.values() ?? []) {
    totals.merge(sum);
    for (const [groupBy, sums] of parts) if (OF_VERSIONS.has(groupBy)) partIn(groupBy, sums, cell).merge(sum);
  }
  const grouped = groupings.map(
    async (groupBy) => [groupBy, await groupsOf(context, groupBy, [...(parts.get(groupBy)?.values() ?? [])])] as const,
  );
  return { totals: figured(totals), groupings: new Map(await Promise.all(grouped)) };
}

const OF_VERSIONS: ReadonlySet<Grouping> = new Set(['contract', 'stage']);

/** What is of one group for sure. */
interface Part {
  readonly cell: Cell;
  readonly sum: CountersSum;
}

function partIn(groupBy: Grouping, sums: Map<string, Part>, cell: Cell): CountersSum {
  const name = partOf(groupBy, cell);
  const part = sums.get(name) ?? { cell, sum: new CountersSum() };
  sums.set(name, part);
  return part.sum;
}

/** Contract versions between the same stages are one group. */
async function groupsOf(context: TenantContext, groupBy: Grouping, parts: readonly Part[]): Promise<FiguresGroup[]> {
  const keyed = await inBatches(parts, 10, async ({ cell, sum }) => ({
    key: await keyOf(context, groupBy, cell),
    sum,
  }));
  const groups = new Map<string, { readonly key: GroupKey; readonly sum: CountersSum }>();
  for (const { key, sum } of keyed) {
    const group = groups.get(nameOfGroup(key));
    if (group === undefined) groups.set(nameOfGroup(key), { key, sum });
    else group.sum.merge(sum);
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { key, sum }]) => ({ key, ...figured(sum) }));
}

function figured({ counters }: CountersSum): Figured {
  return { counters, figures: figuresOf(counters) };
}
