import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type MisbehaviourName, startMisbehavingReceiver } from '#tests/support/misbehaving-receivers.ts';
import { twoKilobytePacket } from './packet.ts';
import { median } from './run-child.ts';
import { call, type Seed, seed, settled } from './seed.ts';
import { startStackProcess } from './stack-process.ts';

/** How much slower the slowest hundredth of deliveries to healthy endpoints may be because others are not. */
const BAR = 2;

const HEALTHY = 3;
const BAD = ['fails', 'hangs', 'resets', 'redirects', 'sends 1 GB', 'trickles a body'] as const;

interface Load {
  readonly seconds: number;
  /** Submissions in each of them. */
  readonly rate: number;
  /** Submissions that are then made as fast as they are answered. */
  readonly burst: number;
}

export interface DeliveryFigures {
  /** From a fact to its arrival at a healthy endpoint. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Events that were written and had arrived at every healthy endpoint, in each second of the burst. */
  readonly eventsPerSecond: number;
}

export interface DeliveryCost {
  readonly alone: DeliveryFigures;
  readonly besideBad: DeliveryFigures;
  /** The p99 beside bad endpoints, by that alone. */
  readonly ratio: number;
}

/**
 * The same load on fresh stacks: healthy endpoints alone, and beside bad ones of the same tenant. In turns, and each
 * figure is the median of its turns, since a machine does other things too.
 */
export async function measureDeliveries(folder: string, quick: boolean): Promise<DeliveryCost> {
  const load = { seconds: quick ? 8 : 20, rate: 3, burst: quick ? 60 : 200 };
  const alone: DeliveryFigures[] = [];
  const besideBad: DeliveryFigures[] = [];
  for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
    alone.push(await measure(join(folder, `alone-${turn}`), load, []));
    besideBad.push(await measure(join(folder, `beside-bad-${turn}`), load, BAD));
  }
  const ratios = besideBad.map(({ p99Ms }, turn) => p99Ms / (alone[turn]?.p99Ms ?? Number.NaN));
  return { alone: medianOf(alone), besideBad: medianOf(besideBad), ratio: median(ratios) };
}

function medianOf(turns: readonly DeliveryFigures[]): DeliveryFigures {
  return {
    p50Ms: median(turns.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(turns.map(({ p99Ms }) => p99Ms)),
    eventsPerSecond: median(turns.map(({ eventsPerSecond }) => eventsPerSecond)),
  };
}

async function measure(dataDir: string, load: Load, bad: readonly MisbehaviourName[]): Promise<DeliveryFigures> {
  await using parts = new AsyncDisposableStack();
  mkdirSync(dataDir);
  const stack = parts.use(await startStackProcess(dataDir));
  const seeded = await seed(stack.url);
  const { token } = seeded;
  const arrivals = parts.use(await receiveAll());
  const urls = [...Array.from({ length: HEALTHY }, (_, index) => `${arrivals.url}/${index}`)];
  for (const name of bad) urls.push(parts.use(await startMisbehavingReceiver(name)).url);
  for (const url of urls) {
    await call(stack.url, token, 'POST', '/v1/webhook-endpoints', { url, eventTypes: ['handoff.*', 'clock.*'] }, 201);
  }
  const events = await submit(stack.url, seeded).then(() => settledCount(arrivals)); // of one submission; warms up, too
  arrivals.latenciesMs.length = 0;

  const submissions: Promise<void>[] = [];
  for (let count = 0; count < load.seconds * load.rate; count++) {
    submissions.push(submit(stack.url, seeded));
    await delay(1000 / load.rate);
  }
  await Promise.all(submissions);
  await settled('the load', () => arrivals.latenciesMs.length, submissions.length * events);
  const sorted = arrivals.latenciesMs.splice(0).sort((a, b) => a - b);

  const startedAt = performance.now();
  let left = load.burst;
  const client = async (): Promise<void> => {
    while (left-- > 0) await submit(stack.url, seeded);
  };
  await Promise.all(Array.from({ length: 8 }, client));
  await arrivals.until(load.burst * events);
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    eventsPerSecond: (load.burst * events) / HEALTHY / seconds,
  };
}

export interface Arrivals extends AsyncDisposable {
  readonly url: string;
  readonly latenciesMs: number[];
  /** Resolves when there are so many. */
  until(count: number): Promise<void>;
}

/** A receiver that answers at once, and notes how long each event was under way. Each event counts once per path. */
export async function receiveAll(): Promise<Arrivals> {
  const latenciesMs: number[] = [];
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      response.end();
      const { id, occurredAt } = JSON.parse(body) as { id: string; occurredAt: string };
      if (seen.has(`${request.url} ${id}`)) return;
      seen.add(`${request.url} ${id}`);
      latenciesMs.push(Date.now() - Date.parse(occurredAt));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    latenciesMs,
    async until(count) {
      const limit = Date.now() + 120_000;
      while (latenciesMs.length < count) {
        if (Date.now() > limit) throw new Error(`${latenciesMs.length} of ${count} deliveries arrived`);
        await delay(5);
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function settledCount({ latenciesMs }: Arrivals): Promise<number> {
  await settled('the first deliveries', () => latenciesMs.length, HEALTHY);
  return latenciesMs.length;
}

export async function submit(url: string, { token, contractId }: Seed): Promise<void> {
  const subject = { type: 'account', id: 'acme-42', name: 'Acme GmbH' };
  await call(url, token, 'POST', '/v1/handoffs', { contractId, subject, packet: twoKilobytePacket() }, 201);
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @returns whether all figures are within their bars */
export function printDeliveries({ alone, besideBad, ratio }: DeliveryCost): boolean {
  const within = ratio < BAR;
  const row = (name: string, { p50Ms, p99Ms, eventsPerSecond }: DeliveryFigures): string =>
    `  ${name.padEnd(38)} p50 ${p50Ms.toFixed(0).padStart(5)} ms  p99 ${p99Ms.toFixed(0).padStart(5)} ms` +
    `  ${eventsPerSecond.toFixed(0).padStart(5)} events/s in a burst\n`;
  process.stdout.write(
    `\nDeliveries to ${HEALTHY} healthy endpoints on the local stack, from the fact to its arrival\n` +
      row('alone', alone) +
      row(`beside ${BAD.length} bad ones of the same tenant`, besideBad) +
      `  ${'p99 beside bad ones, to p99 alone'.padEnd(38)} ${ratio.toFixed(2)}  bar ${BAR}  ${within ? 'ok' : 'OVER'}\n` +
      `  the bad ones: ${BAD.join(', ')}\n`,
  );
  return within;
}
