import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { findEngine } from '#local/engine/find-engine.ts';
import { startEngine } from '#local/engine/start-engine.ts';
import { ensureTable } from '#local/table/create-table.ts';
import { temporaryFolder } from '../../support/stack.ts';

export const TABLE = 'baton';

/** A table in an engine of its own, as the local stack has it. */
export interface TestEngine {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export async function startTestEngine(): Promise<TestEngine> {
  const folder = temporaryFolder();
  const data = join(folder, 'dynamodb');
  mkdirSync(data);
  const engine = await startEngine(findEngine(), data, (reason) => {
    throw new Error(reason);
  });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: engine.url, region: 'us-east-1', credentials });
  await ensureTable(client, TABLE);
  return {
    client,
    async close() {
      client.destroy();
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The id of the nth tenant of a test file: each test has its own. */
export function tenantId(number: number): string {
  return `ten_${String(number).padStart(26, '0')}`;
}
