import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import { GROUP } from './schedules.ts';
import type { TestStack } from './stack.ts';

/** The keys of all items that the tenant has, and of what tells of it elsewhere: the table is read as a whole. */
export async function keysOf({ clients }: TestStack, tenantId: string): Promise<string[]> {
  const keys: string[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await clients.dynamodb.send(
      new ScanCommand({
        TableName: 'baton',
        ConsistentRead: true,
        FilterExpression: 'begins_with(pk, :tenant) OR tenantId = :id',
        ExpressionAttributeValues: { ':tenant': { S: `T#${tenantId}#` }, ':id': { S: tenantId } },
        ...(start === undefined ? {} : { ExclusiveStartKey: start as never }),
      }),
    );
    keys.push(...(page.Items ?? []).map(({ pk, sk }) => `${pk?.S} ${sk?.S}`));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return keys.sort();
}

/** Names of all one-time schedules: of handoffs, and of deliveries that wait. */
export async function oneTimeSchedules({ clients }: TestStack): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.scheduler.send(
      new ListSchedulesCommand({ GroupName: GROUP, ...(NextToken === undefined ? {} : { NextToken }) }),
    );
    names.push(...(page.Schedules ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names.filter((name) => /^(?:hnd_|dlv-)/.test(name)).sort();
}
