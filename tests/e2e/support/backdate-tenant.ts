import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { TABLE_NAME } from '#local/resources.ts';
import type { TestStack } from './stack.ts';

/** Makes a tenant as old as if it had signed up at `createdAt`, so that it has had months that are over. */
export async function backdateTenant({ clients }: TestStack, tenantId: string, createdAt: string): Promise<void> {
  const Key = { pk: { S: `T#${tenantId}#account#tenant` }, sk: { S: tenantId } };
  const { Item } = await clients.dynamodb.send(
    new GetItemCommand({ TableName: TABLE_NAME, Key, ConsistentRead: true }),
  );
  if (Item === undefined) throw new Error(`there is no tenant ${tenantId}`);
  const doc = JSON.stringify({ ...JSON.parse(Item['doc']?.S ?? ''), createdAt });
  await clients.dynamodb.send(new PutItemCommand({ TableName: TABLE_NAME, Item: { ...Item, doc: { S: doc } } }));
}

/** The month so many before the present one in UTC: `2026-10`. */
export function monthsAgo(count: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 15)).toISOString().slice(0, 7);
}
