import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { BatchGetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { daysBetween } from '#domain/metrics/day.ts';
import { findEngine } from '#local/engine/find-engine.ts';
import { startEngine } from '#local/engine/start-engine.ts';
import { ensureTable } from '#local/table/create-table.ts';
import { createDatabaseClient } from '#runtime/database.ts';
import { blockKey } from '#storage/metrics-keys.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { CONTRACTS, countMonth, MONTH } from '#tests/support/measured-month.ts';
import { gatewayEvent } from './gateway-event.ts';
import { median } from './run-child.ts';

/**
 * How long the handler takes to answer a month's report with 100,000 handoffs behind it, against the floor of reading the
 * same items and doing nothing with them. Engine and handler share the machine.
 */
const HANDOFFS = 100_000;
const CALLS = 60;
const WARM_UP = 20;
const BAR_MS = 100;
const TABLE = 'baton';

/** What a month's report takes, and what reading the same items takes. */
export interface ReportCosts {
  readonly floor: Cost;
  readonly reports: readonly (readonly [name: string, cost: Cost])[];
}

/** Measures the handler on an engine of its own in `folder`, whose address it leaves in `process.env`. */
export async function measureReports(folder: string): Promise<ReportCosts> {
  const engine = await startEngine(findEngine(), mkdtempSync(join(folder, 'reports-')), (reason) => {
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
    return await compared(client);
  } finally {
    client.destroy();
    await engine.close();
  }
}

async function compared(client: DynamoDBClient): Promise<ReportCosts> {
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
  return {
    floor: await costOf(() => readOnly(client, tenant.id)),
    reports: [
      ['totals', await costOf(ask(month))],
      ['by contract', await costOf(ask(`${month}&groupBy=contract`))],
      ['by day', await costOf(ask(`${month}&groupBy=day`))],
      ['by contract, compared', await costOf(ask(`${month}&groupBy=contract&compareTo=previous`))],
    ],
  };
}

/** @returns whether all reports are within the bar */
export function printReports({ floor, reports }: ReportCosts): boolean {
  process.stdout.write(`\nA month's GET /v1/metrics at the handler, with ${HANDOFFS} handoffs behind it\n`);
  process.stdout.write(`  ${'reading the same items'.padEnd(24)} ${shown(floor)}\n`);
  for (const [name, cost] of reports) {
    process.stdout.write(
      `  ${name.padEnd(24)} ${shown(cost)}  ${(cost.ms / floor.ms).toFixed(2)} x  bar ${BAR_MS} ms\n`,
    );
  }
  const within = reports.every(([, { ms }]) => ms <= BAR_MS);
  process.stdout.write(`${within ? 'all within their bars' : 'NOT all within their bars'}\n`);
  return within;
}

/** Of one call: median time, and its own CPU time, which says more where others keep the machine busy. */
interface Cost {
  readonly ms: number;
  readonly cpuMs: number;
}

function shown({ ms, cpuMs }: Cost): string {
  return `${ms.toFixed(1).padStart(6)} ms (${cpuMs.toFixed(1)} ms CPU)`;
}

/** The month's items, as many calls beside each other as it takes. */
async function readOnly(client: DynamoDBClient, tenantId: string): Promise<void> {
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
