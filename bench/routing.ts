import { setTimeout } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TABLE_NAME } from '#local/resources.ts';
import { createDatabaseClient, createEnterTenant } from '#runtime/database.ts';
import { type Routed, routeHandoff } from '#services/handoff/route-handoff.ts';
import { RECENT_MS } from '#storage/recent-reads.ts';
import { meter } from './metering.ts';
import { twoKilobytePacket } from './packet.ts';
import { median } from './run-child.ts';
import { call } from './seed.ts';

const MEMBERS = 200;
const RULES = 50;
const ROUNDS = 9;

/** What routing one handoff may cost beside what submitting costs in any case. */
const BARS = { readUnits: 3, cpuMs: 5 } as const;

/** A contract of 50 rules, of which the last matches, and a queue of 200 who work by a calendar, at most 50 each. */
export interface RoutingSeed {
  readonly tenantId: string;
  readonly contractId: string;
}

/** What one routing decision costs, warm, where the process has not looked at the queue for a second. */
export interface RoutingCost {
  readonly readUnits: number;
  readonly cpuMs: number;
}

export async function seedRouting(url: string, token: string, tenantId: string): Promise<RoutingSeed> {
  const created = async (path: string, body: unknown) => (await call(url, token, 'POST', path, body, 201)).id ?? '';
  const hours = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['00:00', '24:00']]]),
  );
  const calendarId = await created('/v1/calendars', { name: 'Always', timezone: 'Europe/Berlin', weekly: hours });
  const members: { ownerId: string }[] = [];
  for (let index = 0; index < MEMBERS; index++) {
    members.push({ ownerId: await created('/v1/owners', { name: `Member ${index}`, calendarId, capacity: 50 }) });
  }
  const queueId = await created('/v1/queues', { name: 'Everybody', strategy: 'weighted', members });
  const rules = Array.from({ length: RULES }, (_, index) => ({
    id: `rule_${index}`,
    when: index === RULES - 1 ? 'packet.arr >= 50000.0' : `packet.arr < ${index}.0 && subject.id != "acme-${index}"`,
    assign: { queueId },
  }));
  const contractId = await created('/v1/contracts', {
    name: 'Everybody',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { arr: { type: 'number' } } } },
    routing: { rules, fallback: { queueId } },
  });
  await call(url, token, 'POST', `/v1/contracts/${contractId}/publish`);
  // after one round everybody's turn and load are stored
  const submission = { contractId, subject: { type: 'account', id: 'acme-42' }, packet: { arr: 50_000 } };
  for (let round = 0; round < MEMBERS; round++) await call(url, token, 'POST', '/v1/handoffs', submission, 201);
  return { tenantId, contractId };
}

/** Routes handoffs on the engine at `environment`'s endpoint, and reads what that takes. */
export async function measureRouting(environment: NodeJS.ProcessEnv, seed: RoutingSeed): Promise<RoutingCost> {
  const consumption = meter();
  const client = createDatabaseClient(environment);
  const { route, cpuMs } = await routedBy(client, seed);
  await route(); // the first one gathers the roster, which is then there for all
  const units: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await setTimeout(RECENT_MS + 50);
    const before = consumption.readUnits;
    const { route: decision } = await route();
    if (decision.to === undefined || !('ownerId' in decision.to)) throw new Error('nobody was found');
    units.push(consumption.readUnits - before);
  }
  return { readUnits: median(units), cpuMs: await cpuMs() };
}

/** `cpuMs` is measured with the answers of the table at hand, so that neither SDK nor engine are counted. */
async function routedBy(
  client: DynamoDBClient,
  { tenantId, contractId }: RoutingSeed,
): Promise<{ readonly route: () => Promise<Routed>; readonly cpuMs: () => Promise<number> }> {
  const answers = new Map<string, unknown>();
  let replaying = false;
  const send = async (command: { readonly input: unknown }): Promise<unknown> => {
    const key = JSON.stringify(command.input);
    if (replaying && answers.has(key)) return answers.get(key);
    const answer: unknown = await client.send(command as Parameters<DynamoDBClient['send']>[0]);
    answers.set(key, answer);
    return answer;
  };
  const enter = createEnterTenant({ send } as unknown as DynamoDBClient, TABLE_NAME); // the stores use nothing else of it
  const ref = { contractId, contractVersion: 1, calendars: {} };
  const compiled = await enter({ tenantId, mode: 'live' }).terms.get(enter({ tenantId, mode: 'live' }), ref);
  const subject = { type: 'account', id: 'acme-42' };
  const route = () => {
    const context = enter({ tenantId, mode: 'live' });
    const handoff = { id: context.newId('hnd'), attempt: 1, priority: 'normal' as const };
    return routeHandoff(context, compiled, { packet: twoKilobytePacket(), subject, handoff, now: context.now });
  };
  return {
    route,
    cpuMs: async () => {
      replaying = true;
      const samples: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await setTimeout(RECENT_MS + 50);
        const before = process.cpuUsage();
        await route();
        const { user, system } = process.cpuUsage(before);
        samples.push((user + system) / 1000);
      }
      return median(samples);
    },
  };
}

/** @returns whether all figures are within their bars */
export function printRouting({ readUnits, cpuMs }: RoutingCost): boolean {
  const within = readUnits <= BARS.readUnits && cpuMs <= BARS.cpuMs;
  process.stdout.write(
    `\nRouting one handoff over ${RULES} rules and a queue of ${MEMBERS} with hours and capacities\n` +
      `  ${'DynamoDB read units'.padEnd(38)} ${String(readUnits).padStart(8)}  bar ${BARS.readUnits}\n` +
      `  ${'CPU'.padEnd(38)} ${cpuMs.toFixed(2).padStart(8)} ms  bar ${BARS.cpuMs}\n` +
      `${within ? 'all within their bars' : 'NOT all within their bars'}\n`,
  );
  return within;
}
