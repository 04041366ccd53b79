import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { quantile, receiveAll, submit } from './deliveries.ts';
import { median } from './run-child.ts';
import { call, type Seed, seed, settled } from './seed.ts';
import { startStackProcess } from './stack-process.ts';

/** How much slower the slowest hundredth of a tenant's deliveries may be because endpoints of another are slow. */
const BAR = 2;

/** As many as a tenant may have. */
const SLOW_ENDPOINTS = 20;
const SLOW_ANSWER_MS = 14_000;

/** Submissions a second of each tenant: so few that two cores are not busy, and what is measured is waiting, not work. */
const RATE = 1;

interface Figures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How much of the machine was at work meanwhile, from 0 to 1. */
  readonly busy: number;
}

export interface SlowNeighbourCost {
  readonly alone: Figures;
  readonly beside: Figures;
  /** The p99 beside slow endpoints, by that alone. */
  readonly ratio: number;
}

/** A tenant's deliveries on fresh stacks, in turns: beside another whose endpoints answer at once, and whose do so late. */
export async function measureSlowNeighbour(folder: string, quick: boolean): Promise<SlowNeighbourCost> {
  const turns = quick ? 1 : 3;
  const seconds = quick ? 20 : 40;
  const alone: Figures[] = [];
  const beside: Figures[] = [];
  for (let turn = 0; turn < turns; turn++) {
    alone.push(await measure(join(folder, `neighbour-quick-${turn}`), seconds, 0));
    beside.push(await measure(join(folder, `neighbour-slow-${turn}`), seconds, SLOW_ANSWER_MS));
  }
  const ratios = beside.map(({ p99Ms }, turn) => p99Ms / (alone[turn]?.p99Ms ?? Number.NaN));
  return { alone: medianOf(alone), beside: medianOf(beside), ratio: median(ratios) };
}

function medianOf(turns: readonly Figures[]): Figures {
  return {
    p50Ms: median(turns.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(turns.map(({ p99Ms }) => p99Ms)),
    busy: median(turns.map(({ busy }) => busy)),
  };
}

/** Both tenants submit at the same rate and have as many deliveries made; only how late the other's are answered differs. */
async function measure(dataDir: string, seconds: number, answerAfterMs: number): Promise<Figures> {
  await using parts = new AsyncDisposableStack();
  mkdirSync(dataDir);
  const { url } = parts.use(await startStackProcess(dataDir));
  const [own, other] = [await seed(url), await seed(url)];
  const arrivals = parts.use(await receiveAll());
  const late = parts.use(await answerLate(answerAfterMs));
  await subscribe(url, own, arrivals.url);
  for (let index = 0; index < SLOW_ENDPOINTS; index++) await subscribe(url, other, `${late.url}/${index}`);
  await submit(url, own);
  await settled('the first deliveries', () => arrivals.latenciesMs.length, 1);
  const events = arrivals.latenciesMs.splice(0).length; // of one submission

  const before = machine();
  for (let second = 0; second < seconds; second += 1 / RATE) {
    await Promise.all([submit(url, own), submit(url, other)]);
    await delay(1000 / RATE);
  }
  const after = machine();
  await arrivals.until(seconds * RATE * events);
  const sorted = arrivals.latenciesMs.toSorted((a, b) => a - b);
  const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), busy };
}

async function subscribe(url: string, { token }: Seed, receiver: string): Promise<void> {
  const endpoint = { url: receiver, eventTypes: ['handoff.submitted'] };
  await call(url, token, 'POST', '/v1/webhook-endpoints', endpoint, 201);
}

/** A receiver that answers everything with success, but late. */
async function answerLate(milliseconds: number): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => setTimeout(() => response.end(), milliseconds));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Milliseconds that its cores have been idle, and all that they have had. */
function machine(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((core) => core.times);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { idle: sum(times.map(({ idle }) => idle)), all: sum(times.flatMap((each) => Object.values(each))) };
}

/** @returns whether all figures are within their bars */
export function printSlowNeighbour({ alone, beside, ratio }: SlowNeighbourCost): boolean {
  const within = ratio < BAR;
  const row = (name: string, { p50Ms, p99Ms, busy }: Figures): string =>
    `  ${name.padEnd(44)} p50 ${p50Ms.toFixed(0).padStart(5)} ms  p99 ${p99Ms.toFixed(0).padStart(5)} ms` +
    `  machine ${(100 * busy).toFixed(0)} % busy\n`;
  process.stdout.write(
    `\nDeliveries of a tenant beside ${SLOW_ENDPOINTS} endpoints of another, ${RATE} submission a second each\n` +
      row('that answer at once', alone) +
      row(`that answer after ${SLOW_ANSWER_MS / 1000} s`, beside) +
      `  ${'p99 beside slow ones, to p99 beside quick ones'.padEnd(46)} ${ratio.toFixed(2)}  bar ${BAR}  ${within ? 'ok' : 'OVER'}\n`,
  );
  return within;
}
