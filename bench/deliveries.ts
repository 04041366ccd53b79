import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type MisbehaviourName, startMisbehavingReceiver } from '#tests/support/misbehaving-receivers.ts';
import { type Arrivals, receiveAll } from './arrivals.ts';
import {
  type Contestant,
  ratioInRounds,
  ratioRow,
  type TimedDeliveries,
  timedRow,
  timeInTurns,
} from './delivery-turns.ts';
import { twoKilobytePacket } from './packet.ts';
import { call, type Seed, seed, settled } from './seed.ts';
import { startStackProcess } from './stack-process.ts';

/** How much slower the slowest hundredth of deliveries to healthy endpoints may be because others are not. */
const BAR = 2;

const HEALTHY = 3;
const BAD = ['fails', 'hangs', 'resets', 'redirects', 'sends 1 GB', 'trickles a body'] as const;

export interface DeliveryCost {
  readonly alone: TimedDeliveries;
  /** Beside as many healthy endpoints as there are bad ones otherwise: what more endpoints cost, whatever they do. */
  readonly besideHealthy: TimedDeliveries;
  readonly besideBad: TimedDeliveries;
  /** Events that were written and had arrived at every healthy endpoint, in each second of a burst. */
  readonly eventsPerSecond: { readonly alone: number; readonly besideBad: number };
}

/**
 * How long events are under way to the same healthy endpoints, alone and beside others of the same tenant: on stacks of
 * their own that run all the time and are under load in turns. At the end a burst shows how many of them get through.
 */
export async function measureDeliveries(folder: string, quick: boolean): Promise<DeliveryCost> {
  await using parts = new AsyncDisposableStack();
  const alone = parts.use(await openStack(join(folder, 'alone'), []));
  const besideHealthy = parts.use(await openStack(join(folder, 'beside-healthy'), 'healthy'));
  const besideBad = parts.use(await openStack(join(folder, 'beside-bad'), BAD));
  const turns = quick ? { rounds: 2, seconds: 5 } : { rounds: 5, seconds: 8 };
  const timed = await timeInTurns([alone, besideHealthy, besideBad], turns);
  const [first, second, third] = timed;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three were timed');
  const submissions = quick ? 30 : 60;
  const eventsPerSecond = { alone: await burst(alone, submissions), besideBad: await burst(besideBad, submissions) };
  return { alone: first, besideHealthy: second, besideBad: third, eventsPerSecond };
}

/** What the others are that the healthy endpoints stand beside. */
type Others = readonly MisbehaviourName[] | 'healthy';

interface Stack extends Contestant, AsyncDisposable {
  /** Has all that happens to handoffs and clocks sent to every endpoint, in place of one event per handoff. */
  subscribeToAll(): Promise<void>;
}

async function openStack(dataDir: string, others: Others): Promise<Stack> {
  await using parts = new AsyncDisposableStack();
  mkdirSync(dataDir);
  const { url } = parts.use(await startStackProcess(dataDir));
  const seeded = await seed(url);
  const { token } = seeded;
  const arrivals = parts.use(await receiveAll());
  const urls = Array.from({ length: HEALTHY }, (_, index) => `${arrivals.url}/${index}`);
  if (others === 'healthy') {
    const untimed = parts.use(await receiveAll());
    urls.push(...BAD.map((_, index) => `${untimed.url}/${index}`));
  } else {
    for (const name of others) urls.push(parts.use(await startMisbehavingReceiver(name)).url);
  }
  const ids: string[] = [];
  for (const each of urls) {
    const endpoint = { url: each, eventTypes: ['handoff.submitted'] };
    ids.push((await call(url, token, 'POST', '/v1/webhook-endpoints', endpoint, 201)).id ?? '');
  }
  const send = () => submit(url, seeded);
  await warmUp(arrivals, send);
  const resources = parts.move();
  return {
    arrivals,
    perSubmission: HEALTHY,
    submit: send,
    async subscribeToAll() {
      const patch = { eventTypes: ['handoff.*', 'clock.*'] };
      for (const id of ids) await call(url, token, 'PATCH', `/v1/webhook-endpoints/${id}`, patch);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** @returns how many events arrived of one submission */
async function warmUp(arrivals: Arrivals, send: () => Promise<void>): Promise<number> {
  await send();
  await settled('the first deliveries', () => arrivals.latenciesMs.length, HEALTHY);
  return arrivals.latenciesMs.splice(0).length;
}

/** @returns events per second that were written, as fast as they are answered, and had arrived at every healthy endpoint */
async function burst(stack: Stack, submissions: number): Promise<number> {
  const { arrivals } = stack;
  await stack.subscribeToAll();
  const perSubmission = await warmUp(arrivals, async () => {
    await stack.submit();
  });
  const startedAt = performance.now();
  let left = submissions;
  const client = async (): Promise<void> => {
    while (left-- > 0) await stack.submit();
  };
  await Promise.all(Array.from({ length: 8 }, client));
  await arrivals.until(submissions * perSubmission);
  const seconds = (performance.now() - startedAt) / 1000;
  return (submissions * perSubmission) / HEALTHY / seconds;
}

export async function submit(url: string, { token, contractId }: Seed): Promise<void> {
  const subject = { type: 'account', id: 'acme-42', name: 'Acme GmbH' };
  await call(url, token, 'POST', '/v1/handoffs', { contractId, subject, packet: twoKilobytePacket() }, 201);
}

/** @returns whether all figures are within their bars */
export function printDeliveries({ alone, besideHealthy, besideBad, eventsPerSecond }: DeliveryCost): boolean {
  const { text, within } = ratioRow('p99 beside bad ones, to p99 alone', ratioInRounds(besideBad, alone), BAR);
  const floor = ratioInRounds(besideHealthy, alone).toFixed(2);
  process.stdout.write(
    `\nDeliveries to ${HEALTHY} healthy endpoints on the local stack, one a second each, from the fact to its arrival\n` +
      timedRow('alone', alone) +
      timedRow(`beside ${BAD.length} more healthy ones of the same tenant`, besideHealthy) +
      timedRow(`beside ${BAD.length} bad ones of the same tenant`, besideBad) +
      text +
      `  ${'floor: p99 beside healthy ones, to p99 alone'.padEnd(46)} ${floor}\n` +
      `  ${'events a second in a burst'.padEnd(46)} ${eventsPerSecond.alone.toFixed(0)} alone, ${eventsPerSecond.besideBad.toFixed(0)} beside bad ones\n` +
      `  the bad ones: ${BAD.join(', ')}\n`,
  );
  return within;
}
