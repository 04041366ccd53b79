import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { receiveAll } from './arrivals.ts';
import { submit } from './deliveries.ts';
import {
  type Contestant,
  ratioInRounds,
  ratioRow,
  type TimedDeliveries,
  timedRow,
  timeInTurns,
} from './delivery-turns.ts';
import { call, type Seed, seed } from './seed.ts';
import { startStackProcess } from './stack-process.ts';

/** How much slower the slowest hundredth of a tenant's deliveries may be because endpoints of another are slow. */
const BAR = 2;

/** As many as a tenant may have. */
const SLOW_ENDPOINTS = 20;
const SLOW_ANSWER_MS = 14_000;

/** Endpoints of the tenant whose deliveries are timed. */
const TIMED_ENDPOINTS = 3;

export interface SlowNeighbourCost {
  readonly besideQuick: TimedDeliveries;
  readonly besideSlow: TimedDeliveries;
}

/** A tenant's deliveries, on stacks under load in turns: beside another whose endpoints answer at once, and whose do so late. */
export async function measureSlowNeighbour(folder: string, quick: boolean): Promise<SlowNeighbourCost> {
  await using parts = new AsyncDisposableStack();
  const quickNeighbour = parts.use(await openStack(join(folder, 'neighbour-quick'), 0));
  const slowNeighbour = parts.use(await openStack(join(folder, 'neighbour-slow'), SLOW_ANSWER_MS));
  const turns = quick ? { rounds: 2, seconds: 8 } : { rounds: 5, seconds: 12 };
  const [besideQuick, besideSlow] = await timeInTurns([quickNeighbour, slowNeighbour], turns);
  if (besideQuick === undefined || besideSlow === undefined) throw new Error('two were timed');
  return { besideQuick, besideSlow };
}

/** Both tenants submit at the same rate and have as many deliveries made; only how late the other's are answered differs. */
async function openStack(dataDir: string, answerAfterMs: number): Promise<Contestant & AsyncDisposable> {
  await using parts = new AsyncDisposableStack();
  mkdirSync(dataDir);
  const { url } = parts.use(await startStackProcess(dataDir));
  const [own, other] = [await seed(url), await seed(url)];
  const arrivals = parts.use(await receiveAll());
  const late = parts.use(await answerLate(answerAfterMs));
  for (let index = 0; index < TIMED_ENDPOINTS; index++) await subscribe(url, own, `${arrivals.url}/${index}`);
  for (let index = 0; index < SLOW_ENDPOINTS; index++) await subscribe(url, other, `${late.url}/${index}`);
  await submit(url, own);
  await arrivals.until(TIMED_ENDPOINTS);
  const resources = parts.move();
  return {
    arrivals,
    perSubmission: TIMED_ENDPOINTS,
    submit: () => Promise.all([submit(url, own), submit(url, other)]),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
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

/** @returns whether all figures are within their bars */
export function printSlowNeighbour({ besideQuick, besideSlow }: SlowNeighbourCost): boolean {
  const name = 'p99 beside slow ones, to p99 beside quick ones';
  const { text, within } = ratioRow(name, ratioInRounds(besideSlow, besideQuick), BAR);
  process.stdout.write(
    `\nDeliveries of a tenant beside ${SLOW_ENDPOINTS} endpoints of another, one a second each\n` +
      timedRow('that answer at once', besideQuick) +
      timedRow(`that answer after ${SLOW_ANSWER_MS / 1000} s`, besideSlow) +
      text,
  );
  return within;
}
