import { type Bundle, type Rows, SPACE } from './geometry.ts';

/** The way of an arrow around the rows: into the gap beneath its card, along a lane at the side, into a gap again. */
export interface Detour {
  readonly side: 'left' | 'right';
  readonly laneX: number;
  /** Where it runs across in the gap beneath its card, and in the gap above the stage that it leads to. */
  readonly outY: number;
  readonly inY: number;
}

interface Planned {
  readonly bundle: Bundle;
  readonly side: Detour['side'];
  readonly lane: number;
  readonly outGap: number;
  readonly inGap: number;
  readonly outTrack: number;
  readonly inTrack: number;
}

/** Of a lane, from one gap to another. */
interface Stretch {
  readonly upper: number;
  readonly lower: number;
}

export interface Detours {
  /** How many arrows run across in each gap: gap n is above the stages of layer n. */
  readonly tracksAbove: readonly number[];
  readonly leftLanes: number;
  readonly rightLanes: number;
  /** The ways, once it is known where the gaps are; `left` and `right` are the edges of what is between the lanes. */
  finish(place: { left: number; right: number; gapTop: (gap: number) => number }): ReadonlyMap<Bundle, Detour>;
}

/** Ways for arrows that do not lead to the next row: back on the left, far ahead on the right. None runs over another. */
export function detours({ stages }: Rows, bundles: readonly Bundle[]): Detours {
  const layers = new Map(stages.flat().map(({ stage, layer }) => [stage, layer]));
  const tracks = Array.from({ length: stages.length + 1 }, () => 0);
  const lanes: Record<Detour['side'], Stretch[][]> = { left: [], right: [] };
  const takeTrack = (gap: number) => {
    const track = tracks[gap] ?? 0;
    tracks[gap] = track + 1;
    return track;
  };
  const planned = bundles
    .map((bundle) => ({ bundle, outGap: bundle.layer + 1, inGap: layers.get(bundle.to) ?? 0 }))
    .filter(({ outGap, inGap }) => outGap !== inGap)
    // short ways first: they take the inner lanes
    .sort((a, b) => Math.abs(a.outGap - a.inGap) - Math.abs(b.outGap - b.inGap))
    .map(({ bundle, outGap, inGap }): Planned => {
      const side = inGap < outGap ? 'left' : 'right';
      const lane = takeLane(lanes[side], Math.min(outGap, inGap), Math.max(outGap, inGap));
      return { bundle, side, lane, outGap, inGap, outTrack: takeTrack(outGap), inTrack: takeTrack(inGap) };
    });
  return {
    tracksAbove: tracks,
    leftLanes: lanes.left.length,
    rightLanes: lanes.right.length,
    finish: ({ left, right, gapTop }) => {
      const yOf = (gap: number, track: number) => gapTop(gap) + (track + 1) * SPACE.track;
      return new Map(
        planned.map(({ bundle, side, lane, outGap, inGap, outTrack, inTrack }) => {
          const off = (lane + 0.5) * SPACE.lane;
          const laneX = side === 'left' ? left - off : right + off;
          return [bundle, { side, laneX, outY: yOf(outGap, outTrack), inY: yOf(inGap, inTrack) }];
        }),
      );
    },
  };
}

/** The innermost lane that is free from the upper gap to the lower one. */
function takeLane(lanes: Stretch[][], upper: number, lower: number): number {
  const isFree = (taken: readonly Stretch[]) => taken.every((other) => other.lower < upper || other.upper > lower);
  const free = lanes.findIndex(isFree);
  if (free === -1) return lanes.push([{ upper, lower }]) - 1;
  lanes[free]?.push({ upper, lower });
  return free;
}
