import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

const real = new WeakMap<DynamoDBClient, DynamoDBClient>();

/** Notes that `client` may hold writes back, and which one stands behind it. */
export function standsBefore(client: DynamoDBClient, behind: DynamoDBClient): void {
  real.set(client, behind);
}

/** The client for what is no effect of a request, as it can be gathered again at any time: it holds nothing back. */
export function asideOf(client: DynamoDBClient): DynamoDBClient {
  return real.get(client) ?? client;
}
