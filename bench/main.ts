import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findEngine } from '#local/engine/find-engine.ts';
import { startEngine } from '#local/engine/start-engine.ts';
import { functionEnvironment } from '#local/environment.ts';
import { bundle } from './bundle.ts';
import { type DeliveryCost, measureDeliveries, printDeliveries } from './deliveries.ts';
import { gatewayEvent } from './gateway-event.ts';
import { type LifecycleCost, measureLifecycle } from './lifecycle.ts';
import { measureReports, printReports, type ReportCosts } from './metrics-report.ts';
import { measureNeighbour, type NeighbourCost, printNeighbour } from './noisy-neighbour.ts';
import { twoKilobytePacket } from './packet.ts';
import { printReport } from './report.ts';
import { measureRouting, printRouting, type RoutingCost, type RoutingSeed, seedRouting } from './routing.ts';
import type { Seed } from './seed.ts';
import { measureSlowNeighbour, printSlowNeighbour, type SlowNeighbourCost } from './slow-neighbour.ts';
import { measureSpeed, type Speed } from './speed.ts';
import { benchWorkingTime } from './working-time.ts';

const HELP = `npm run bench [-- options]

Measures the bundled API function against a floor that is built and run in the same run, what one lifecycle costs, how
long a month's report takes, how fast webhooks arrive beside receivers that misbehave, and the arithmetic of calendars.

  --quick    fewer rounds
  --check    exit 1 if a figure is over its bar
  --help     this text
`;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const ROUNDS = options.quick
  ? { cold: 5, warm: 2, warmUp: 100, calls: 200 }
  : { cold: 21, warm: 11, warmUp: 200, calls: 300 };

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

const folder = mkdtempSync(join(tmpdir(), 'baton-bench-'));
try {
  progress('reports of figures');
  const reports: ReportCosts = await measureReports(folder);
  let seeded: Seeded | undefined;
  progress('one lifecycle');
  const dataDir = join(folder, 'stack');
  const cost: LifecycleCost = await measureLifecycle(dataDir, async (url, seed) => {
    progress('staff');
    seeded = { ...seed, routing: await seedRouting(url, seed.token, seed.tenantId) };
  });
  if (seeded === undefined) throw new Error('nothing was seeded');
  const { speed, routing } = await compare(dataDir, seeded);
  progress('a noisy neighbour');
  const neighbour: NeighbourCost = await measureNeighbour(folder, options.quick);
  progress('deliveries');
  const deliveries: DeliveryCost = await measureDeliveries(folder, options.quick);
  progress('a neighbour with slow endpoints');
  const slowNeighbour: SlowNeighbourCost = await measureSlowNeighbour(folder, options.quick);
  progress('');
  const withinBars = [
    printReport(speed, cost),
    printRouting(routing),
    printReports(reports),
    printNeighbour(neighbour),
    printDeliveries(deliveries),
    printSlowNeighbour(slowNeighbour),
    benchWorkingTime(),
  ].every(Boolean);
  if (options.check && !withinBars) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Seeded extends Seed {
  readonly routing: RoutingSeed;
}

interface Compared {
  readonly speed: readonly [Speed, Speed];
  readonly routing: RoutingCost;
}

/** The floor and the API function, on the same engine and data. */
async function compare(dataDir: string, { token, contractId, routing }: Seeded): Promise<Compared> {
  const body = {
    contractId,
    subject: { type: 'account', id: 'acme-42', name: 'Acme GmbH' },
    packet: twoKilobytePacket(),
  };
  const event = gatewayEvent('POST', '/v1/handoffs', body, token);
  const engine = await startEngine(findEngine(), join(dataDir, 'dynamodb'), (reason) => {
    throw new Error(reason);
  });
  try {
    progress('bundling');
    const floor = bundle('floor', 'bench/floor/handler.ts', folder);
    const api = bundle('api', 'functions/api.ts', folder);
    const endpoints = { dynamodb: engine.url, sqs: engine.url, events: engine.url };
    const environment = {
      ...process.env,
      ...functionEnvironment(endpoints, (name) => `${engine.url}/${name}`, 'strict', 'k'.repeat(64)),
    };
    const contestants = [floor, api].map((contestant) => ({ bundle: contestant, event }));
    const [first, second] = await measureSpeed(contestants, environment, ROUNDS, progress);
    if (first === undefined || second === undefined) throw new Error('two contestants were measured');
    progress('routing');
    Object.assign(process.env, environment);
    return { speed: [first, second], routing: await measureRouting(environment, routing) };
  } finally {
    await engine.close();
  }
}
