import type { Detour } from './detours.ts';
import type { Box } from './geometry.ts';
import type { Layout, PlacedBundle } from './layout.ts';

const HEAD = 7;
const CORNER = 9;
/** How far beside the middle of a stage the arrows arrive that come around the rows. */
const BESIDE = { first: 34, step: 12, most: 5 } as const;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Every line of the picture: from stages to the cards of their contracts, and from those with a head to the next stages. */
export function drawWays({ stages, bundles }: Layout): string {
  const boxes = new Map(stages.map(({ stage, box }) => [stage.stage, box]));
  const arrived = { left: new Map<string, number>(), right: new Map<string, number>() };
  return bundles
    .toSorted((a, b) => Number(a.detour !== undefined) - Number(b.detour !== undefined))
    .flatMap((placed) => {
      const { bundle, box, detour } = placed;
      const [from, to] = [boxes.get(bundle.from), boxes.get(bundle.to)];
      if (from === undefined || to === undefined) return [];
      const back = bundle.feedback ? ' back' : '';
      const lead = curve(bottomOf(from), topOf(box));
      if (detour === undefined)
        return [line(lead, back), arrow(curve(bottomOf(box), above(topOf(to))), topOf(to), back)];
      const count = arrived[detour.side].get(bundle.to) ?? 0;
      arrived[detour.side].set(bundle.to, count + 1);
      const target = besideOf(to, detour.side, count);
      return [line(lead, back), arrow(around(placed, detour, above(target)), target, back)];
    })
    .join('');
}

function line(path: string, back: string): string {
  return `<path class="way${back}" d="${path}"/>`;
}

/** With a halo, so that it is seen which of two that cross goes on. */
function arrow(path: string, { x, y }: Point, back: string): string {
  const head = `M${n(x - HEAD * 0.7)} ${n(y - HEAD)}L${n(x + HEAD * 0.7)} ${n(y - HEAD)}L${n(x)} ${n(y)}Z`;
  return `<path class="halo" d="${path}"/>${line(path, back)}<path class="head" d="${head}"/>`;
}

function topOf({ x, y }: Box): Point {
  return { x, y };
}

function bottomOf({ x, y, height }: Box): Point {
  return { x, y: y + height };
}

function above({ x, y }: Point): Point {
  return { x, y: y - HEAD };
}

function besideOf({ x, y, width }: Box, side: Detour['side'], count: number): Point {
  const off = Math.min(width / 2 - 14, BESIDE.first + (count % BESIDE.most) * BESIDE.step);
  return { x: side === 'left' ? x - off : x + off, y };
}

/** Down from one point to another, leaving and arriving upright. */
function curve(a: Point, b: Point): string {
  if (Math.abs(a.x - b.x) < 0.5) return `M${n(a.x)} ${n(a.y)}L${n(b.x)} ${n(b.y)}`;
  const half = (b.y - a.y) / 2;
  return `M${n(a.x)} ${n(a.y)}C${n(a.x)} ${n(a.y + half)} ${n(b.x)} ${n(b.y - half)} ${n(b.x)} ${n(b.y)}`;
}

function around({ box }: PlacedBundle, { laneX, outY, inY }: Detour, end: Point): string {
  const start = bottomOf(box);
  const lane = [
    { x: laneX, y: outY },
    { x: laneX, y: inY },
  ];
  return rounded([start, { x: start.x, y: outY }, ...lane, { x: end.x, y: inY }, end]);
}

/** A line through the points, with its corners rounded as far as there is room. */
function rounded(points: readonly Point[]): string {
  const steps = points.slice(1, -1).map((corner, index) => {
    const [before, after] = [points[index] ?? corner, points[index + 2] ?? corner];
    const radius = Math.min(CORNER, distance(before, corner) / 2, distance(corner, after) / 2);
    const [a, b] = [towards(corner, before, radius), towards(corner, after, radius)];
    return `L${n(a.x)} ${n(a.y)}Q${n(corner.x)} ${n(corner.y)} ${n(b.x)} ${n(b.y)}`;
  });
  const [first, last] = [points[0] ?? { x: 0, y: 0 }, points.at(-1) ?? { x: 0, y: 0 }];
  return `M${n(first.x)} ${n(first.y)}${steps.join('')}L${n(last.x)} ${n(last.y)}`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function towards(from: Point, to: Point, length: number): Point {
  const all = distance(from, to);
  if (all === 0) return from;
  return { x: from.x + ((to.x - from.x) * length) / all, y: from.y + ((to.y - from.y) * length) / all };
}

/** Tenths of a pixel are enough. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}
