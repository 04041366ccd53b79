import type { LifecycleCost } from './lifecycle.ts';
import { median } from './run-child.ts';
import { ratioOf, type Samples, type Speed } from './speed.ts';

/** What each figure must not exceed. */
const BARS = { cold: 1.35, warm: 2, writeUnits: 45, readUnits: 12 } as const;

/** Prints all figures. @returns whether all of them are within their bars */
export function printReport([floor, api]: readonly [Speed, Speed], cost: LifecycleCost): boolean {
  const rows = [
    figure('cold start, import to first answer', api.firstAnswerMs, floor.firstAnswerMs, 'ms', BARS.cold),
    figure('cold start, import alone', api.initMs, floor.initMs, 'ms', BARS.cold),
    figure('cold start, CPU to first answer', api.coldCpuMs, floor.coldCpuMs, 'ms', undefined),
    figure('warm CPU of POST /v1/handoffs', api.warmCpuMs, floor.warmCpuMs, 'ms', BARS.warm),
  ];
  print('The bundled API function against the floor (medians; Hono, zod, one PutItem, bundled and called alike)', rows);
  print('One lifecycle: submit with a 2 KB packet, accept, complete; one subscriber to every event', [
    plain('DynamoDB write units', cost.writeUnits, BARS.writeUnits, list(cost.writes)),
    plain('of them for the event log', cost.logUnits, undefined),
    plain('DynamoDB read units', cost.readUnits, BARS.readUnits),
    plain('beside them, for figures: write units', cost.figures.writeUnits, undefined),
    plain('beside them, for figures: read units', cost.figures.readUnits, undefined),
    plain('AWS calls', sum(cost.calls), undefined, list(cost.calls)),
    plain('Lambda invocations', sum(cost.invocations), undefined, list(cost.invocations)),
    plain('webhooks delivered', cost.deliveries, undefined),
  ]);
  process.stdout.write(`\nbundle sizes: api ${api.kilobytes} KB, floor ${floor.kilobytes} KB\n`);
  const within =
    ratioOf(api.firstAnswerMs, floor.firstAnswerMs) <= BARS.cold &&
    ratioOf(api.initMs, floor.initMs) <= BARS.cold &&
    ratioOf(api.warmCpuMs, floor.warmCpuMs) <= BARS.warm &&
    cost.writeUnits <= BARS.writeUnits &&
    cost.readUnits <= BARS.readUnits;
  process.stdout.write(within ? 'all within their bars\n' : 'NOT all within their bars\n');
  return within;
}

function figure(name: string, samples: Samples, floorSamples: Samples, unit: string, bar: number | undefined): string {
  const ratio = ratioOf(samples, floorSamples);
  const value = median(samples);
  const floor = median(floorSamples);
  const judged = bar === undefined ? '' : `  bar ${bar}  ${ratio <= bar ? 'ok' : 'OVER'}`;
  return `${name.padEnd(38)} ${value.toFixed(2).padStart(8)} ${unit}  floor ${floor.toFixed(2).padStart(8)} ${unit}  ratio ${ratio.toFixed(2)}${judged}`;
}

function plain(name: string, value: number, bar: number | undefined, detail = ''): string {
  const judged = bar === undefined ? '' : `  bar ${bar}  ${value <= bar ? 'ok' : 'OVER'}`;
  return `${name.padEnd(38)} ${String(value).padStart(8)}${judged}${detail === '' ? '' : `  (${detail})`}`;
}

function print(title: string, rows: readonly string[]): void {
  process.stdout.write(`\n${title}\n${rows.map((row) => `  ${row}\n`).join('')}`);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
