import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { guardedClient } from '#storage/guarded-client.ts';
import { TABLE_INDEXES } from '#storage/table.ts';
import { ForeignKeyError, wallsOf } from '#storage/walls.ts';

const TENANT = 'ten_00000000000000000000000001';
const OTHER = 'ten_00000000000000000000000002';
const TableName = 'baton';

type Send = (command: unknown) => Promise<unknown>;

function spied(worlds: Parameters<typeof wallsOf>[2] = ['live']): { readonly sent: unknown[]; readonly send: Send } {
  const sent: unknown[] = [];
  const client = {
    send: async (command: unknown) => {
      sent.push(command);
    },
  } as unknown as DynamoDBClient; // the guard uses nothing else of it
  const guarded = guardedClient(client, wallsOf(TableName, TENANT, worlds));
  return { sent, send: guarded.send.bind(guarded) as unknown as Send };
}

const own = (name: string) => ({ S: `T#${TENANT}#live#${name}` });
const key = (pk: { S: string }) => ({ pk, sk: { S: 'x' } });
const item = (pk: { S: string }) => ({ ...key(pk), doc: { S: '{}' } });
const values = (pk: { S: string }) => ({ ':p': pk });
const condition = { ConditionExpression: 'attribute_exists(pk)' };

/** Each way in which a command can name a partition. */
const WAYS: Readonly<Record<string, (pk: { S: string }, table?: string) => unknown>> = {
  get: (pk, TableName = 'baton') => new GetItemCommand({ TableName, Key: key(pk) }),
  'batch get': (pk, table = 'baton') =>
    new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [key(own('owners')), key(pk)] } } }),
  query: (pk, TableName = 'baton') =>
    new QueryCommand({ TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: values(pk) }),
  put: (pk, TableName = 'baton') => new PutItemCommand({ TableName, Item: item(pk) }),
  update: (pk, TableName = 'baton') =>
    new UpdateItemCommand({ TableName, Key: key(pk), UpdateExpression: 'SET doc = :d' }),
  delete: (pk, TableName = 'baton') => new DeleteItemCommand({ TableName, Key: key(pk) }),
  'batch put': (pk, table = 'baton') =>
    new BatchWriteItemCommand({
      RequestItems: { [table]: [{ PutRequest: { Item: item(own('owners')) } }, { PutRequest: { Item: item(pk) } }] },
    }),
  'batch delete': (pk, table = 'baton') =>
    new BatchWriteItemCommand({ RequestItems: { [table]: [{ DeleteRequest: { Key: key(pk) } }] } }),
  'transact put': (pk, TableName = 'baton') =>
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName: 'baton', Item: item(own('owners')) } },
        { Put: { TableName, Item: item(pk) } },
      ],
    }),
  'transact update': (pk, TableName = 'baton') =>
    new TransactWriteItemsCommand({
      TransactItems: [{ Update: { TableName, Key: key(pk), UpdateExpression: 'ADD counted :one' } }],
    }),
  'transact delete': (pk, TableName = 'baton') =>
    new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName, Key: key(pk) } }] }),
  'transact check': (pk, TableName = 'baton') =>
    new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck: { TableName, Key: key(pk), ...condition } }] }),
};

const FOREIGN = {
  'another tenant’s': { S: `T#${OTHER}#live#owners` },
  'the other mode’s': { S: `T#${TENANT}#test#owners` },
  'the account’s': { S: `T#${TENANT}#account#tenant` },
  'the platform’s': { S: 'P#sign-ups' },
  'one that only looks alike': { S: `T#${TENANT}0#live#owners` },
  'one in another case': { S: `t#${TENANT}#live#owners` },
  'of no known kind': own('things'),
  'of a kind that the mode has not': own('tenant'),
  empty: { S: '' },
} as const;

/** A write may depend on what the tenant's account has, such as the key of the caller. */
function foreignTo(way: string): readonly (readonly [string, { S: string }])[] {
  return Object.entries(FOREIGN).filter(([name]) => way !== 'transact check' || name !== 'the account’s');
}

test('a write on the condition of what is in the tenant’s own account is sent, and of another’s is not', async () => {
  const { sent, send } = spied();
  const checking = (tenant: string) => {
    const check = { ConditionCheck: { TableName, Key: key({ S: `T#${tenant}#account#api-keys` }), ...condition } };
    const put = { Put: { TableName, Item: item(own('owners')) } };
    return new TransactWriteItemsCommand({ TransactItems: [put, check] });
  };
  await send(checking(TENANT));
  await expect(send(checking(OTHER))).rejects.toThrow(ForeignKeyError);
  expect(sent).toHaveLength(1);
});

describe.each(Object.entries(WAYS))('a %s', (way, commandOf) => {
  test('of the tenant’s own is sent as it is', async () => {
    const { sent, send } = spied();
    const command = commandOf(own('owners'));
    await send(command);
    expect(sent).toEqual([command]);
  });

  test.each(foreignTo(way))('of a key that is %s is not sent', async (_name, pk) => {
    const { sent, send } = spied();
    await expect(send(commandOf(pk))).rejects.toThrow(ForeignKeyError);
    expect(sent).toEqual([]);
  });

  test('of another table is not sent', async () => {
    const { sent, send } = spied();
    await expect(send(commandOf(own('owners'), 'other'))).rejects.toThrow(ForeignKeyError);
    expect(sent).toEqual([]);
  });

  test('that names no key is not sent', async () => {
    const { sent, send } = spied();
    await expect(send(commandOf({} as { S: string }))).rejects.toThrow(ForeignKeyError);
    expect(sent).toEqual([]);
  });
});

async function expectRefused(command: unknown): Promise<void> {
  const { sent, send } = spied();
  await expect(send(command)).rejects.toThrow(ForeignKeyError);
  expect(sent).toEqual([]);
}

describe.each(TABLE_INDEXES)('the index $name', ({ name: IndexName, partition }) => {
  const spans = IndexName === 'by-due';
  const query = (pk: { S: string }, start?: Record<string, { S: string }>) =>
    new QueryCommand({
      TableName,
      IndexName,
      KeyConditionExpression: '#p = :p AND id BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#p': partition },
      ExpressionAttributeValues: { ...values(pk), ':low': { S: 'a' }, ':high': { S: 'b' } },
      ...(start === undefined ? {} : { ExclusiveStartKey: start }),
    });

  test('is read within the tenant alone, and not at all where it spans tenants', async () => {
    const { sent, send } = spied();
    if (spans) await expect(send(query(own('due#1')))).rejects.toThrow(ForeignKeyError);
    else await send(query(own('state#pending')));
    expect(sent).toHaveLength(spans ? 0 : 1);
    await expectRefused(query({ S: `T#${OTHER}#live#state#pending` }));
  });

  test('is gone on in from the same partition alone', async () => {
    const start = { ...key(own('handoff#1')), [partition]: { S: `T#${OTHER}#live#state#pending` }, id: { S: 'hnd_1' } };
    await expectRefused(query(own('state#pending'), start));
    await expectRefused(query(own('state#pending'), { ...start, pk: { S: `T#${OTHER}#live#handoff#1` } }));
  });

  test('is given no item under another tenant’s key', async () => {
    for (const value of [{ S: `T#${OTHER}#live#state#pending` }, { N: '1' }, { S: `due#T#${OTHER}` }]) {
      const forged = { ...item(own('owners')), [partition]: value };
      await expectRefused(new PutItemCommand({ TableName, Item: forged }));
      await expectRefused(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: forged } }] }));
      await expectRefused(
        new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: forged } }] } }),
      );
    }
    const { sent, send } = spied();
    const value = spans ? { S: 'delivery-due#7' } : own('state#pending');
    await send(new PutItemCommand({ TableName, Item: { ...item(own('owners')), [partition]: value } }));
    expect(sent).toHaveLength(1);
  });

  test('is not changed by an update, whichever way it is named', async () => {
    const update = { TableName, Key: key(own('owners')), ExpressionAttributeValues: { ':v': own('x') } };
    await expectRefused(new UpdateItemCommand({ ...update, UpdateExpression: `SET ${partition} = :v` }));
    const named = { UpdateExpression: 'SET #x = :v', ExpressionAttributeNames: { '#x': partition } };
    await expectRefused(new UpdateItemCommand({ ...update, ...named }));
    await expectRefused(new TransactWriteItemsCommand({ TransactItems: [{ Update: { ...update, ...named } }] }));
  });
});

describe('what cannot be told is not sent:', () => {
  const other = { ':p': { S: `T#${OTHER}#live#owners` }, ':q': own('owners') };
  test.each([
    ['a scan', new ScanCommand({ TableName })],
    ['a statement', new ExecuteStatementCommand({ Statement: 'SELECT * FROM baton' })],
    [
      'a transaction of reads',
      new TransactGetItemsCommand({ TransactItems: [{ Get: { TableName, Key: key(own('owners')) } }] }),
    ],
    ['an empty part of a transaction', new TransactWriteItemsCommand({ TransactItems: [{}] })],
    ['an empty part of a batch', new BatchWriteItemCommand({ RequestItems: { [TableName]: [{}] } })],
    [
      'a query whose partition comes last',
      new QueryCommand({ TableName, KeyConditionExpression: 'sk = :q AND pk = :p', ExpressionAttributeValues: other }),
    ],
    [
      'a query by conditions of the old kind',
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :q',
        ExpressionAttributeValues: other,
        KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [other[':p']] } },
      }),
    ],
    [
      'a query of two partitions',
      new QueryCommand({ TableName, KeyConditionExpression: 'pk = :q OR pk = :p', ExpressionAttributeValues: other }),
    ],
    [
      'an index that is not there',
      new QueryCommand({
        TableName,
        IndexName: 'by-x',
        KeyConditionExpression: 'pk = :q',
        ExpressionAttributeValues: other,
      }),
    ],
    ['what is no command', { input: { TableName, Key: key(own('owners')) } }],
  ])('%s', async (_, command) => {
    await expectRefused(command);
  });
});

test('a client of several parts of one tenant reaches for those, and no others', async () => {
  const { sent, send } = spied(['live', 'account']);
  await send(new GetItemCommand({ TableName, Key: key(own('owners')) }));
  await send(new GetItemCommand({ TableName, Key: key({ S: `T#${TENANT}#account#tenant` }) }));
  expect(sent).toHaveLength(2);
  await expect(send(new GetItemCommand({ TableName, Key: key(FOREIGN['the other mode’s']) }))).rejects.toThrow(
    ForeignKeyError,
  );
});
