import type { JourneyMap, MapEdge, MapStage } from '../map.ts';

export const STAGE = { width: 212, height: 58 } as const;
export const CARD = { width: 284, rowHeight: 76, padding: 8 } as const;
export const SPACE = { margin: 28, between: 30, underStage: 34, aboveStage: 40, track: 11, lane: 16 } as const;

/** All contracts between the same two stages, drawn as one card. */
export interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly feedback: boolean;
  readonly contracts: readonly MapEdge[];
  readonly layer: number;
}

/** A box on the picture; `x` is its middle, `y` its upper edge. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function bundlesOf({ stages, contracts }: JourneyMap): readonly Bundle[] {
  const layers = new Map(stages.map(({ stage, layer }) => [stage, layer]));
  const groups = Map.groupBy(contracts, ({ from, to }) => `${from} ${to}`);
  return [...groups.values()].flatMap((group): Bundle[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { from, to, feedback } = first;
    return [{ from, to, feedback, contracts: group, layer: layers.get(from) ?? 0 }];
  });
}

export function bundleHeight({ contracts }: Bundle): number {
  return contracts.length * CARD.rowHeight + CARD.padding;
}

/** Stages of one layer, and the cards of the contracts from them, each in their order from left to right. */
export interface Rows {
  readonly stages: readonly (readonly MapStage[])[];
  readonly bundles: readonly (readonly Bundle[])[];
}

const SWEEPS = 4;

/** Puts into each row what is connected near to each other, by the middle of its neighbours (barycentre heuristic). */
export function orderedRows(stages: readonly MapStage[], bundles: readonly Bundle[]): Rows {
  const count = 1 + Math.max(-1, ...stages.map(({ layer }) => layer));
  const byLayer = <T extends { readonly layer: number }>(all: readonly T[]) =>
    Array.from({ length: count }, (_, layer) => all.filter((each) => each.layer === layer));
  let rows: Rows = { stages: byLayer(stages), bundles: byLayer(bundles) };
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    rows = sweep % 2 === 0 ? downwards(rows, bundles) : upwards(rows, bundles);
  return downwards(rows, bundles);
}

function downwards(rows: Rows, bundles: readonly Bundle[]): Rows {
  const forward = bundles.filter(({ feedback }) => !feedback);
  const into = Map.groupBy(forward, ({ to }) => to);
  const place = new Map<string, number>();
  const stages = rows.stages.map((row) => {
    const middle = (stage: string) => mean((into.get(stage) ?? []).map(({ from }) => place.get(from)));
    return settle(
      row,
      ({ stage }) => middle(stage),
      ({ stage }, at) => place.set(stage, at),
    );
  });
  return { stages, bundles: orderBundles(rows, place) };
}

function upwards(rows: Rows, bundles: readonly Bundle[]): Rows {
  const outOf = Map.groupBy(
    bundles.filter(({ feedback }) => !feedback),
    ({ from }) => from,
  );
  const place = new Map<string, number>();
  const stages = rows.stages.toReversed().map((row) => {
    const middle = (stage: string) => mean((outOf.get(stage) ?? []).map(({ to }) => place.get(to)));
    return settle(
      row,
      ({ stage }) => middle(stage),
      ({ stage }, at) => place.set(stage, at),
    );
  });
  return { stages: stages.toReversed(), bundles: orderBundles(rows, place) };
}

function orderBundles(rows: Rows, place: ReadonlyMap<string, number>): Rows['bundles'] {
  const at = (stage: string) => place.get(stage) ?? 0;
  return rows.bundles.map((row) => row.toSorted((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to)));
}

/** Sorts a row by what `middle` says; what it says nothing of keeps its place. */
function settle<T>(
  row: readonly T[],
  middle: (item: T) => number | undefined,
  note: (item: T, at: number) => void,
): T[] {
  const keyed = row.map((item, index) => ({ item, key: middle(item) ?? (index + 0.5) / row.length }));
  const sorted = keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
  for (const [index, item] of sorted.entries()) note(item, (index + 0.5) / sorted.length);
  return sorted;
}

export function mean(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
