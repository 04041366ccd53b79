import type { JourneyMap, MapStage } from '../map.ts';
import { type Detour, detours } from './detours.ts';
import {
  type Box,
  type Bundle,
  bundleHeight,
  bundlesOf,
  CARD,
  mean,
  orderedRows,
  type Rows,
  SPACE,
  STAGE,
} from './geometry.ts';
import { spread } from './spread.ts';

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly stages: readonly { readonly stage: MapStage; readonly box: Box }[];
  readonly bundles: readonly PlacedBundle[];
}

export interface PlacedBundle {
  readonly bundle: Bundle;
  readonly box: Box;
  /** The way to a stage that is not in the next row; absent: straight down. */
  readonly detour?: Detour;
}

/** Sweeps over the rows in which boxes move towards what they are connected to. */
const SWEEPS = 40;

/** Where everything is: stages in rows from top to bottom, the contracts from them in a row beneath. */
export function layOut(map: JourneyMap): Layout {
  const bundles = bundlesOf(map);
  const rows = orderedRows(map.stages, bundles);
  const middles = placeMiddles(rows);
  const ways = detours(rows, bundles);
  const tops = placeTops(rows, ways.tracksAbove);
  const left = SPACE.margin + ways.leftLanes * SPACE.lane;
  const edges = [...rows.stages.flat(), ...bundles].map((item) => (middles.get(item) ?? 0) - widthOf(item) / 2);
  const shift = left - Math.min(0, ...edges);
  const boxOf = (item: MapStage | Bundle, y: number, height: number): Box => ({
    x: (middles.get(item) ?? 0) + shift,
    y,
    width: widthOf(item),
    height,
  });
  const stages = rows.stages.flatMap((row, layer) =>
    row.map((stage) => ({ stage, box: boxOf(stage, tops.stages[layer] ?? 0, STAGE.height) })),
  );
  const placed = rows.bundles.flatMap((row, layer) =>
    row.map((bundle) => ({ bundle, box: boxOf(bundle, tops.bundles[layer] ?? 0, bundleHeight(bundle)) })),
  );
  const boxes = [...stages, ...placed].map(({ box }) => box.x + box.width / 2);
  const inner = Math.max(left + STAGE.width, ...boxes);
  const finished = ways.finish({ left, right: inner, gapTop: (gap) => tops.gaps[gap] ?? 0 });
  return {
    width: inner + ways.rightLanes * SPACE.lane + SPACE.margin,
    height: tops.end + SPACE.margin,
    stages,
    bundles: placed.map((each) => {
      const detour = finished.get(each.bundle);
      return detour === undefined ? each : { ...each, detour };
    }),
  };
}

function widthOf(item: MapStage | Bundle): number {
  return 'stage' in item ? STAGE.width : CARD.width;
}

/** The middle of each box from left to right: first side by side, then drawn towards what it is connected to. */
function placeMiddles(rows: Rows): ReadonlyMap<MapStage | Bundle, number> {
  const all: (readonly (MapStage | Bundle)[])[] = rows.stages.flatMap((row, layer) => [row, rows.bundles[layer] ?? []]);
  const middles = new Map<MapStage | Bundle, number>();
  for (const row of all) {
    const middle = spread(
      row.map((item) => ({ at: 0, width: widthOf(item) })),
      SPACE.between,
    );
    for (const [index, item] of row.entries()) middles.set(item, middle[index] ?? 0);
  }
  const stageOf = new Map(rows.stages.flat().map((stage) => [stage.stage, stage]));
  const near = neighboursOf(rows, stageOf);
  const place = (row: readonly (MapStage | Bundle)[], counts: (other: MapStage | Bundle) => boolean) => {
    const wishes = row.map((item) => {
      const others = (near.get(item) ?? []).filter(counts);
      const at = mean(others.map((other) => middles.get(other))) ?? middles.get(item) ?? 0;
      return { at, width: widthOf(item) };
    });
    const middle = spread(wishes, SPACE.between);
    for (const [index, item] of row.entries()) middles.set(item, middle[index] ?? 0);
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const row of sweep % 2 === 0 ? all : all.toReversed()) place(row, () => true);
  }
  // at last each under what leads to it, so that what follows one by one is straight
  const above = new Set<MapStage | Bundle>();
  for (const row of all) {
    place(row, (other) => above.has(other));
    for (const item of row) above.add(item);
  }
  return middles;
}

/** What each box is connected to in the rows next to its own. */
function neighboursOf(rows: Rows, stageOf: ReadonlyMap<string, MapStage>) {
  const near = new Map<MapStage | Bundle, (MapStage | Bundle)[]>();
  const join = (a: MapStage | Bundle, b: MapStage | Bundle) => {
    near.set(a, [...(near.get(a) ?? []), b]);
    near.set(b, [...(near.get(b) ?? []), a]);
  };
  for (const bundle of rows.bundles.flat()) {
    const [from, to] = [stageOf.get(bundle.from), stageOf.get(bundle.to)];
    if (from !== undefined) join(bundle, from);
    if (to !== undefined && to.layer === bundle.layer + 1) join(bundle, to);
  }
  return near;
}

/** Where each row begins. Gap n is above the stages of layer n; the last one is below everything. */
function placeTops({ stages, bundles }: Rows, tracksAbove: readonly number[]) {
  const tops = { stages: [] as number[], bundles: [] as number[], gaps: [] as number[] };
  let y: number = SPACE.margin;
  for (const layer of stages.keys()) {
    const tracks = tracksAbove[layer] ?? 0;
    tops.gaps.push(y);
    y += (layer === 0 ? 0 : SPACE.aboveStage) + (tracks === 0 ? 0 : (tracks + 1) * SPACE.track);
    tops.stages.push(y);
    y += STAGE.height;
    const row = bundles[layer] ?? [];
    tops.bundles.push(y + SPACE.underStage);
    if (row.length > 0) y += SPACE.underStage + Math.max(...row.map(bundleHeight));
  }
  tops.gaps.push(y);
  const last = tracksAbove[stages.length] ?? 0;
  return { ...tops, end: y + (last === 0 ? 0 : (last + 1) * SPACE.track) };
}
