import { readFileSync } from 'node:fs';
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { daysBetween } from '#domain/metrics/day.ts';
import { findEngine } from '#local/engine/find-engine.ts';
import { startEngine } from '#local/engine/start-engine.ts';
import { ensureTable } from '#local/table/create-table.ts';
import { createDatabaseClient } from '#runtime/database.ts';
import { blockKey } from '#storage/metrics-keys.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { CONTRACTS, countMonth, MONTH } from '#tests/support/measured-month.ts';
import { gatewayEvent } from './gateway-event.ts';
import { HANDOFFS, REPORTS } from './metrics-report.ts';
import { median } from './run-child.ts';

/**
 * Asks the handler for reports of a month, in a process and on an engine of its own, and reads the same items without it.
 * Answers milliseconds of time, by the names of `REPORTS` and `floor`, and of CPU, by the same names and ` cpu`.
 */
const CALLS = 60;
const WARM_UP = 20;
const TABLE = 'baton';

const { folder } = z.object({ folder: z.string() }).parse(JSON.parse(readFileSync(0, 'utf8')));
const engine = await startEngine(findEngine(), folder, (reason) => {
  throw new Error(reason);
});
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: engine.url,
  BATON_TABLE: TABLE,
  BATON_CURSOR_KEY: 'k'.repeat(32),
  BATON_RATE_LIMIT: '100000',
});
const client = createDatabaseClient(process.env);
try {
  await ensureTable(client, TABLE);
  process.stdout.write(`${JSON.stringify(await measured())}\n`);
} finally {
  client.destroy();
  await engine.close();
}

async function measured(): Promise<Record<string, number>> {
  const { handler } = (await import('#functions/api.ts')) as unknown as {
    handler: (event: unknown) => Promise<{ statusCode: number; body: string }>; // it reads of an event what it is given
  };
  const signUp = await handler(gatewayEvent('POST', '/v1/tenants', { name: 'Bench' }, ''));
  const { tenant, apiKeys } = JSON.parse(signUp.body) as {
    tenant: { id: string };
    apiKeys: { test: { secret: string } };
  };
  await countMonth(new TenantTable(client, TABLE, tenant.id, 'test'), HANDOFFS);
  const ask = (query: string) => async () => {
    const event = { ...gatewayEvent('GET', '/v1/metrics', undefined, apiKeys.test.secret), rawQueryString: query };
    const { statusCode, body } = await handler({ ...event, body: undefined });
    if (statusCode !== 200) throw new Error(`answered ${statusCode}: ${body}`);
  };
  const month = `from=${MONTH.from}&to=${MONTH.to}`;
  const costs: [string, Cost][] = [['floor', await costOf(() => readOnly(tenant.id))]];
  for (const [name, query] of Object.entries(REPORTS)) costs.push([name, await costOf(ask(`${month}${query}`))]);
  return Object.fromEntries(
    costs.flatMap(([name, { ms, cpuMs }]) => [
      [name, ms],
      [`${name} cpu`, cpuMs],
    ]),
  );
}

/** Of one call: median time, and its own CPU time, which says more where others keep the machine busy. */
interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

/** The month's items, as many calls beside each other as it takes. */
async function readOnly(tenantId: string): Promise<void> {
  const keys = daysBetween(MONTH.from, MONTH.to).flatMap((span) =>
    Array.from({ length: CONTRACTS }, (_, contract) => {
      const dimension = { kind: 'contract', contractId: `ctr_${contract}`, version: 1 } as const;
      const { partition, sort } = blockKey({ generation: 1, shard: 0, dimension, span });
      return { pk: { S: `T#${tenantId}#test#${partition}` }, sk: { S: sort } };
    }),
  );
  const chunks = [keys.slice(0, 100), keys.slice(100)];
  const answers = await Promise.all(
    chunks.map((Keys) => client.send(new BatchGetItemCommand({ RequestItems: { [TABLE]: { Keys } } }))),
  );
  const found = answers.reduce((sum, { Responses }) => sum + (Responses?.[TABLE]?.length ?? 0), 0);
  if (found !== keys.length) throw new Error(`read ${found} of ${keys.length} items`);
}

async function costOf(call: () => Promise<void>): Promise<Cost> {
  for (let index = 0; index < WARM_UP; index++) await call();
  const samples: number[] = [];
  const cpuBefore = process.cpuUsage();
  for (let index = 0; index < CALLS; index++) {
    const before = performance.now();
    await call();
    samples.push(performance.now() - before);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms: median(samples), cpuMs: (user + system) / 1000 / CALLS };
}
