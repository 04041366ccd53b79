import type { Dimension, DimensionKind } from '#domain/metrics/cell.ts';
import { type Day, daysBetween } from '#domain/metrics/day.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import { type TallyEntry, TallySheet } from '#domain/metrics/tally.ts';
import { type BlockRef, type Directory, monthOf, spanOf } from '#storage/metrics-keys.ts';
import type { MetricsStore } from '#storage/metrics-store.ts';
import { inBatches } from '../in-batches.ts';

/** The days from `from` to `to`, both included, in the time zone of the figures. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** By what the figures are to be told apart, of one contract or of all. */
export interface CellSelection {
  readonly kind: DimensionKind;
  readonly contractId?: string | undefined;
  /** All that was written before has to be in them, which costs twice as much; otherwise they may be a moment old. */
  readonly consistent?: boolean;
}

export interface CellsRead {
  /** The days are of this time zone, which is the tenant's but for a while after that was changed. */
  readonly timeZone: string;
  /** Figures by another time zone or other rules are being counted, and will take the place of these. */
  readonly rebuilding: boolean;
  /** Cells in which something is counted, by day and dimension. */
  readonly cells: readonly TallyEntry[];
}

/** Items of one BatchGetItem. */
const CHUNK = 100;
/** Calls beside each other. */
const WIDTH = 16;
/** Items that one report adds up: some seconds of a function. */
export const MAX_ITEMS = 20_000;
/** Items that it looks for. Most are not there: versions follow one another, and not all happens on every day. */
export const MAX_SOUGHT = 60_000;

/** More figures than one report may add up: of fewer days, or of one contract, there are fewer. */
export class TooManyCellsError extends Error {
  override readonly name = 'TooManyCellsError';

  constructor(items: number, most: number) {
    super(`${items} items of figures would have to be read, and at most ${most} are`);
  }
}

/**
 * The cells of some days. What it costs depends on the days and on how many contract versions, owners or queues had any
 * part in their months; not on how many handoffs there were. Undefined: nothing was ever counted.
 *
 * @throws TooManyCellsError
 */
export async function readCells(
  store: MetricsStore,
  range: DayRange,
  selection: CellSelection,
): Promise<CellsRead | undefined> {
  const generations = await store.generations({ consistent: selection.consistent ?? false });
  if (generations === undefined) return undefined;
  const { serving, building } = generations;
  const sheet = new TallySheet();
  await visitCells(store, serving, range, selection, ({ cell, counters }) => sheet.add(cell, counters));
  return { timeZone: serving.timeZone, rebuilding: building !== undefined, cells: [...sheet.tally.values()] };
}

/** Says each cell in which something is counted to `visit`: a cell that is spread over shards several times. */
export async function visitCells(
  store: MetricsStore,
  generation: Generation,
  range: DayRange,
  selection: CellSelection,
  visit: (entry: TallyEntry) => void,
): Promise<void> {
  const refs = await refsIn(store, generation, range, selection);
  const chunks = Array.from({ length: Math.ceil(refs.length / CHUNK) }, (_, index) =>
    refs.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  let found = 0;
  await inBatches(chunks, WIDTH, async (chunk) => {
    const blocks = await store.blocks(chunk, { consistent: selection.consistent ?? false });
    found += blocks.filter(({ version }) => version > 0).length;
    if (found > MAX_ITEMS) throw new TooManyCellsError(found, MAX_ITEMS);
    for (const { ref, block } of blocks) {
      for (const [day, counters] of block) {
        if (day >= range.from && day <= range.to) visit({ cell: { day, dimension: ref.dimension }, counters });
      }
    }
  });
}

async function refsIn(
  store: MetricsStore,
  generation: Generation,
  range: DayRange,
  selection: CellSelection,
): Promise<BlockRef[]> {
  const days = daysBetween(range.from, range.to);
  const present = await dimensionsIn(store, generation.number, monthsOf(range), selection);
  const refs = present.flatMap(({ month, dimension }) => {
    const spans = new Set(days.filter((day) => monthOf(day) === month).map((day) => spanOf(dimension.kind, day)));
    return [...spans].flatMap((span) => shardsOf(generation).map((shard) => ({ ...shard, dimension, span })));
  });
  if (refs.length > MAX_SOUGHT) throw new TooManyCellsError(refs.length, MAX_SOUGHT);
  return refs;
}

/** The months that some of the days are in. */
export function monthsOf({ from, to }: DayRange): readonly string[] {
  return [...new Set(daysBetween(from, to).map(monthOf))];
}

/** What has cells in a month. */
export interface Present {
  readonly month: string;
  readonly dimension: Dimension;
}

/** What is listed in these months: it may have cells. */
export async function dimensionsIn(
  store: MetricsStore,
  number: number,
  months: readonly string[],
  { kind, contractId, consistent = false }: CellSelection,
): Promise<Present[]> {
  const options = { consistent };
  const ofContracts = months.map((month): Directory => ({ month, kind: 'contract' }));
  const entries = await store.listed(number, ofContracts, options);
  const contracts = entries.flatMap((listed, index) =>
    listed.map((entry) => ({ month: months[index] ?? '', dimension: contractOf(entry) })),
  );
  const chosen = contracts.filter(({ dimension }) => contractId === undefined || dimension.contractId === contractId);
  if (kind === 'contract') return chosen;
  const unique = new Map(
    chosen.map(({ month, dimension }) => [`${month} ${dimension.contractId}`, { month, dimension }]),
  );
  const directories = [...unique.values()].map(({ month, dimension }) => ({
    month,
    kind,
    contractId: dimension.contractId,
  }));
  const people = await store.listed(number, directories, options);
  return directories.flatMap(({ month, contractId: of }, index) =>
    (people[index] ?? []).map((id): Present => ({ month, dimension: personOf(kind, of, id) })),
  );
}

function contractOf(entry: string): Extract<Dimension, { kind: 'contract' }> {
  const [contractId = '', version = ''] = entry.split(' ');
  return { kind: 'contract', contractId, version: Number(version) };
}

function personOf(kind: 'owner' | 'queue', contractId: string, id: string): Dimension {
  return kind === 'owner' ? { kind, contractId, ownerId: id } : { kind, contractId, queueId: id };
}

function shardsOf({ number, shards }: Generation): Pick<BlockRef, 'generation' | 'shard'>[] {
  return Array.from({ length: shards }, (_, shard) => ({ generation: number, shard }));
}
