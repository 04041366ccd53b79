import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { gatewayEvent } from './gateway-event.ts';
import { twoKilobytePacket } from './packet.ts';

/**
 * Runs the API function for two tenants in one process, as no container of Lambda does: there a process has one request at
 * a time. The noise changes every half second from one rate to the other, so that a slow moment of the machine falls on
 * both. Answers the p99 of the quiet one's calls beside each, and how many of the noisy one's were let in and refused.
 */
const taskSchema = z.object({
  quiet: z.object({ token: z.string(), contractId: z.string() }),
  noisy: z.string(),
  /** Calls of the noisy tenant per second, one and the other. */
  rates: z.tuple([z.number(), z.number()]),
  warmUpSeconds: z.number(),
  seconds: z.number(),
  pauseMs: z.number(),
});

const TICK_MS = 5;
const PHASE_MS = 500;

const { handler } = (await import('#functions/api.ts')) as unknown as {
  handler: (event: unknown) => Promise<{ statusCode: number }>; // it reads of an event what `gatewayEvent` has
};

const task = taskSchema.parse(JSON.parse(readFileSync(0, 'utf8')));
const noisyEvent = gatewayEvent('GET', '/v1/tenant', undefined, task.noisy);
const statuses = new Map<number, number>();
const running = new Set<Promise<void>>();
let stopped = false;

async function noisyCall(): Promise<void> {
  const { statusCode } = await handler(noisyEvent);
  statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
}

/** Which of the rates it is now. */
let phase: 0 | 1 = 1;

/** Whoever floods does not wait for answers. */
async function makeNoise(): Promise<void> {
  let [owed, last] = [0, performance.now()];
  while (!stopped) {
    const now = performance.now();
    owed += ((now - last) / 1_000) * task.rates[phase];
    for (last = now; owed >= 1; owed--) {
      const call = noisyCall().finally(() => running.delete(call));
      running.add(call);
    }
    await delay(TICK_MS);
  }
  await Promise.all(running);
}

async function quietCall(): Promise<number> {
  const { token, contractId } = task.quiet;
  const body = { contractId, subject: { type: 'account', id: 'acme-42' }, packet: twoKilobytePacket() };
  const startedAt = performance.now();
  const { statusCode } = await handler(gatewayEvent('POST', '/v1/handoffs', body, token));
  if (statusCode !== 201) throw new Error(`answered ${statusCode}`);
  return performance.now() - startedAt;
}

for (let call = 0; call < 50; call++) await quietCall();
const noise = makeNoise();
await delay(task.warmUpSeconds * 1_000);
statuses.clear();
const times: [number[], number[]] = [[], []];
const begun = performance.now();
for (let now = begun; now - begun < task.seconds * 1_000; now = performance.now()) {
  phase = Math.floor((now - begun) / PHASE_MS) % 2 === 0 ? 0 : 1;
  times[phase].push(await quietCall());
  await delay(task.pauseMs);
}
stopped = true;
await noise;
const [atLimitMs, overLimitMs] = times.map((each) => each.toSorted((a, b) => a - b)[Math.ceil(each.length * 0.99) - 1]);
const [admitted, refused] = [statuses.get(200) ?? 0, statuses.get(429) ?? 0];
process.stdout.write(JSON.stringify({ atLimitMs, overLimitMs, admitted, refused }));
process.exit(0);
