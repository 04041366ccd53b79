import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Endpoints, functionEnvironment } from '#local/environment.ts';
import { runChild } from './run-child.ts';
import { seed } from './seed.ts';
import { startStackProcess } from './stack-process.ts';

const CHILD = fileURLToPath(new URL('./neighbour-child.ts', import.meta.url));

/** By how much a tenant at ten times its limit may slow another's slowest hundredth, against the same tenant at its limit. */
const BAR = 1.2;
/** Requests per second that a tenant may make here: few enough that what is let in does not fill the machine. */
const LIMIT = 30;
/** After so long what was saved up for a burst is used. */
const BURST_SECONDS = 6;
const TIMES = 10;

export interface NeighbourCost {
  /** p99 of the quiet tenant, milliseconds: beside one at its limit, and beside one at ten times that. */
  readonly atLimitMs: number;
  readonly overLimitMs: number;
  readonly ratio: number;
  /** Which share of all of the noisy tenant's requests was refused. */
  readonly refused: number;
}

/** Two tenants on one process, one of them now at its limit and now at ten times that. */
export async function measureNeighbour(folder: string, quick: boolean): Promise<NeighbourCost> {
  const dataDir = join(folder, 'neighbour');
  mkdirSync(dataDir);
  await using stack = await startStackProcess(dataDir);
  const [quiet, noisy] = [await seed(stack.url), await seed(stack.url)];
  const { endpoints } = JSON.parse(readFileSync(join(dataDir, 'ready.json'), 'utf8')) as { endpoints: Endpoints };
  const environment = {
    ...process.env,
    ...functionEnvironment(endpoints, (name) => `${endpoints.sqs}/${name}`, 'strict', 'k'.repeat(64)),
    BATON_RATE_LIMIT: String(LIMIT),
  };
  const task = {
    quiet,
    noisy: noisy.token,
    rates: [LIMIT, LIMIT * TIMES],
    seconds: quick ? 20 : 60,
    pauseMs: 1_000 / LIMIT,
    warmUpSeconds: BURST_SECONDS,
  };
  const figures = await runChild(task, environment, CHILD);
  const { atLimitMs = Number.NaN, overLimitMs = Number.NaN, admitted = 0, refused = 0 } = figures;
  return { atLimitMs, overLimitMs, ratio: overLimitMs / atLimitMs, refused: refused / (admitted + refused) };
}

/** Prints the figures. @returns whether they are within their bar */
export function printNeighbour({ atLimitMs, overLimitMs, ratio, refused }: NeighbourCost): boolean {
  const within = ratio <= BAR;
  const ms = (value: number) => `${value.toFixed(1)} ms`;
  process.stdout.write(`
A quiet tenant's p99 on one process that it shares with another
  beside one at its limit           ${ms(atLimitMs)}
  beside one at ${TIMES} times its limit  ${ms(overLimitMs)}  ${(refused * 100).toFixed(0)} % refused
  ratio                             ${ratio.toFixed(2)}  bar ${BAR}  ${within ? 'ok' : 'OVER'}
`);
  return within;
}
