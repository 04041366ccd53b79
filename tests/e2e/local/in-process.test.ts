import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeTableCommand, DescribeTimeToLiveCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalClients, localClients } from '#local/clients.ts';
import type { Fate } from '#local/host/adversity.ts';
import { type Stack, startStack } from '#local/stack.ts';
import { TABLE_INDEXES } from '#storage/table.ts';
import { eventually } from '../support/eventually.ts';
import { readJournal } from '../support/journal.ts';
import { TEST_FUNCTIONS, temporaryFolder } from '../support/stack.ts';

describe('a stack within the process of its test', () => {
  const folder = temporaryFolder();
  const journal = join(folder, 'journal.jsonl');
  let stack: Stack;
  let clients: LocalClients;
  let fate: Fate = { kind: 'run' };

  beforeAll(async () => {
    process.env['TEST_JOURNAL'] = journal;
    stack = await startStack({
      port: 0,
      dataDir: join(folder, 'data'),
      egress: 'strict',
      log: () => undefined,
      onFailure: (reason) => {
        throw new Error(reason);
      },
      functions: TEST_FUNCTIONS,
      adversity: ({ functionName }) => (functionName === 'relay' ? fate : { kind: 'run' }),
    });
    clients = localClients(stack.endpoints);
  });
  afterAll(async () => {
    clients.close();
    await stack.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const put = (key: string) =>
    clients.dynamodb.send(
      new PutItemCommand({ TableName: 'baton', Item: { pk: { S: key }, sk: { S: '1' }, kind: { S: 'commit' } } }),
    );
  const relayed = (key: string): number =>
    readJournal(journal).filter((entry) => entry.by === 'relay' && entry.key === key).length;

  test('can run a batch of the stream three times', async () => {
    fate = { kind: 'repeat', times: 3 };
    await put('repeated');
    await eventually('it was relayed three times', () => relayed('repeated') === 3);
  });

  test('delivers a batch again whose function died after its work', async () => {
    fate = { kind: 'fail-after' };
    await put('cut off');
    await eventually('it was relayed once', () => relayed('cut off') >= 1);
    fate = { kind: 'run' };
    await eventually('it was relayed again', () => relayed('cut off') >= 2);
  });

  test('has the table as infra deploys it', async () => {
    const { Table: table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName: 'baton' }));
    expect(table?.KeySchema?.map((key) => key.AttributeName)).toEqual(['pk', 'sk']);
    expect(table?.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_IMAGE' });
    expect(table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).sort()).toEqual(
      TABLE_INDEXES.map((index) => index.name).sort(),
    );
    for (const index of table?.GlobalSecondaryIndexes ?? []) {
      const beside = index.IndexName === 'by-state' ? ['openState'] : undefined;
      expect(index.Projection?.ProjectionType).toBe(beside === undefined ? 'KEYS_ONLY' : 'INCLUDE');
      expect(index.Projection?.NonKeyAttributes).toEqual(beside);
    }
    const ttl = await clients.dynamodb.send(new DescribeTimeToLiveCommand({ TableName: 'baton' }));
    expect(ttl.TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt', TimeToLiveStatus: 'ENABLED' });
  });

  test('sends every event of Baton to the dispatch queue, and sweeps every five minutes', async () => {
    const { Targets: targets } = await clients.events.send(
      new ListTargetsByRuleCommand({ EventBusName: 'baton', Rule: 'all-events' }),
    );
    expect(targets).toMatchObject([
      {
        Arn: 'arn:aws:sqs:us-east-1:000000000000:baton-dispatch',
        DeadLetterConfig: { Arn: 'arn:aws:sqs:us-east-1:000000000000:baton-bus-dlq' },
      },
    ]);
    const sweep = await clients.scheduler.send(new GetScheduleCommand({ GroupName: 'baton', Name: 'baton-sweep' }));
    expect(sweep.ScheduleExpression).toBe('rate(5 minutes)');
  });
});
