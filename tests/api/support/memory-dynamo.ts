import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type Update,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { conditionHolds, updated } from './memory-update.ts';

type Row = Record<string, AttributeValue>;

/**
 * The part of DynamoDB that the stores speak, in memory: so that a whole request, from HTTP to the stored item, is tested
 * in microseconds. What DynamoDB itself does is for the end-to-end tests to show.
 */
export function memoryDynamo(): DynamoDBClient {
  const rows = new Map<string, Row>();
  const send = async (command: unknown): Promise<unknown> => {
    const answer = read(rows, command) ?? write(rows, command);
    if (answer === undefined) throw new Error('a command that the stores do not send');
    return answer;
  };
  return { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
}

function read(rows: ReadonlyMap<string, Row>, command: unknown): object | undefined {
  if (command instanceof GetItemCommand) return { Item: rows.get(keyOf(command.input.Key)) };
  if (command instanceof BatchGetItemCommand) return batchGet(rows, command);
  if (command instanceof QueryCommand) return query(rows, command);
  return undefined;
}

function write(rows: Map<string, Row>, command: unknown): object | undefined {
  if (command instanceof PutItemCommand) return putIf(rows, command.input);
  if (command instanceof DeleteItemCommand) return removeIf(rows, command);
  if (command instanceof BatchWriteItemCommand) return batchWrite(rows, command);
  if (command instanceof UpdateItemCommand) return updateIf(rows, command);
  if (command instanceof TransactWriteItemsCommand) return transact(rows, command.input.TransactItems ?? []);
  return undefined;
}

function keyOf(key: Row | undefined): string {
  const { pk, sk } = key ?? {};
  if (!pk?.S || !sk?.S) throw new Error('ValidationException: a key attribute is empty');
  return `${pk.S}\n${sk.S}`;
}

function putIf(rows: Map<string, Row>, input: PutItemCommandInput): object {
  if (holds(rows, { Put: { TableName: input.TableName, Item: input.Item, ...conditionOf(input) } }))
    return put(rows, input.Item);
  throw new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });
}

function conditionOf(input: PutItemCommandInput) {
  const { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues } = input;
  return { ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues };
}

function put(rows: Map<string, Row>, item: Row | undefined): object {
  rows.set(keyOf(item), item ?? {});
  return {};
}

function removeIf(rows: Map<string, Row>, { input }: DeleteItemCommand): object {
  if (!conditionHolds(rows.get(keyOf(input.Key)), input)) {
    throw new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed' });
  }
  rows.delete(keyOf(input.Key));
  return {};
}

function batchGet(rows: ReadonlyMap<string, Row>, { input }: BatchGetItemCommand): object {
  const entries = Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => {
    const names = Keys.map(keyOf);
    if (names.length > 100 || new Set(names).size !== names.length) throw new Error('ValidationException: keys');
    return [table, names.map((name) => rows.get(name)).filter((row) => row !== undefined)];
  });
  return { Responses: Object.fromEntries(entries) };
}

function batchWrite(rows: Map<string, Row>, { input }: BatchWriteItemCommand): object {
  const requests = Object.values(input.RequestItems ?? {}).flat();
  const names = requests.map(({ PutRequest, DeleteRequest }) => keyOf(PutRequest?.Item ?? DeleteRequest?.Key));
  if (names.length > 25 || new Set(names).size !== names.length) throw new Error('ValidationException: items');
  for (const { PutRequest, DeleteRequest } of requests) {
    if (PutRequest !== undefined) put(rows, PutRequest.Item);
    if (DeleteRequest !== undefined) rows.delete(keyOf(DeleteRequest.Key));
  }
  return {};
}

function query(rows: ReadonlyMap<string, Row>, { input }: QueryCommand): object {
  const values = input.ExpressionAttributeValues ?? {};
  const partition = input.ExpressionAttributeNames?.['#p'] ?? 'pk';
  const sort = input.IndexName === undefined ? 'sk' : 'id';
  const textOf = (row: Row, name: string) => row[name]?.S ?? '';
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const start = input.ExclusiveStartKey === undefined ? undefined : keyOf(input.ExclusiveStartKey).split('\n')[1];
  const compare = (a: string, b: string) => (a < b ? -direction : a > b ? direction : 0);
  const matching = [...rows.values()]
    .filter((row) => textOf(row, partition) === values[':p']?.S)
    .filter((row) => textOf(row, sort).startsWith(values[':s']?.S ?? ''))
    .filter((row) => values[':low']?.S === undefined || textOf(row, sort) >= values[':low'].S)
    .filter((row) => values[':high']?.S === undefined || textOf(row, sort) <= values[':high'].S)
    .filter((row) => start === undefined || compare(textOf(row, sort), start) > 0)
    .sort((a, b) => compare(textOf(a, sort), textOf(b, sort)));
  const limit = input.Limit ?? matching.length;
  const read = matching.slice(0, limit);
  const Items = input.FilterExpression === undefined ? read : read.filter((row) => isAmong(row, input));
  return { Items, Count: Items.length, ...(matching.length > limit && { LastEvaluatedKey: read.at(-1) }) };
}

/** What a filter leaves, of the one kind that the stores write: `#only IN (:only0, :only1)`. */
function isAmong(row: Row, input: QueryCommandInput): boolean {
  const [, name = '', listed = ''] = /^(#\w+) IN \(([^)]*)\)$/.exec(input.FilterExpression ?? '') ?? [];
  const value = row[input.ExpressionAttributeNames?.[name] ?? '']?.S;
  return listed.split(', ').some((each) => input.ExpressionAttributeValues?.[each]?.S === value);
}

function transact(rows: Map<string, Row>, items: readonly TransactWriteItem[]): object {
  const failed = items.map((item) => !holds(rows, item));
  if (failed.includes(true)) {
    throw new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: failed.map((fails) => ({ Code: fails ? 'ConditionalCheckFailed' : 'None' })),
    });
  }
  for (const { Put, Delete, Update } of items) {
    if (Update !== undefined) update(rows, Update);
    if (Put !== undefined) put(rows, Put.Item);
    if (Delete !== undefined) rows.delete(keyOf(Delete.Key));
  }
  return {};
}

function update(rows: Map<string, Row>, { Key, ...expressions }: Update): object {
  const changed = updated(rows.get(keyOf(Key)), Key ?? {}, expressions);
  rows.set(keyOf(Key), changed);
  return { Attributes: changed };
}

function updateIf(rows: Map<string, Row>, { input }: UpdateItemCommand): object {
  const present = rows.get(keyOf(input.Key));
  if (conditionHolds(present, input)) return update(rows, { ...input, Key: input.Key } as Update); // the two say the same in the same words
  const item = present === undefined ? {} : { Item: present };
  throw new ConditionalCheckFailedException({ $metadata: {}, message: 'The conditional request failed', ...item });
}

function holds(rows: ReadonlyMap<string, Row>, { Put, Delete, Update, ConditionCheck }: TransactWriteItem): boolean {
  const present = rows.get(keyOf(Put?.Item ?? (Delete ?? Update ?? ConditionCheck)?.Key));
  return conditionHolds(present, Put ?? Delete ?? Update ?? ConditionCheck ?? {});
}
