import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  type Update,
} from '@aws-sdk/client-dynamodb';

type Row = Record<string, AttributeValue>;

/**
 * The part of DynamoDB that the stores speak, in memory: so that a whole request, from HTTP to the stored item, is tested
 * in microseconds. What DynamoDB itself does is for the end-to-end tests to show.
 */
export function memoryDynamo(): DynamoDBClient {
  const rows = new Map<string, Row>();
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof GetItemCommand) return { Item: rows.get(keyOf(command.input.Key)) };
    if (command instanceof PutItemCommand) return putIf(rows, command.input);
    if (command instanceof BatchGetItemCommand) return batchGet(rows, command);
    if (command instanceof BatchWriteItemCommand) return batchPut(rows, command);
    if (command instanceof QueryCommand) return query(rows, command);
    if (command instanceof TransactWriteItemsCommand) return transact(rows, command.input.TransactItems ?? []);
    throw new Error('a command that the stores do not send');
  };
  return { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
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

function conditionOf({ ConditionExpression }: PutItemCommandInput): { ConditionExpression?: string } {
  return ConditionExpression === undefined ? {} : { ConditionExpression };
}

function put(rows: Map<string, Row>, item: Row | undefined): object {
  rows.set(keyOf(item), item ?? {});
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

function batchPut(rows: Map<string, Row>, { input }: BatchWriteItemCommand): object {
  const items = Object.values(input.RequestItems ?? {}).flatMap((puts) =>
    puts.map(({ PutRequest }) => PutRequest?.Item),
  );
  if (items.length > 25 || new Set(items.map(keyOf)).size !== items.length) {
    throw new Error('ValidationException: items');
  }
  for (const item of items) put(rows, item);
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
  const Items = matching.slice(0, limit);
  return { Items, ...(matching.length > limit && { LastEvaluatedKey: Items.at(-1) }) };
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
    if (Update !== undefined) count(rows, Update);
    if (Put !== undefined) put(rows, Put.Item);
    if (Delete !== undefined) rows.delete(keyOf(Delete.Key));
  }
  return {};
}

/** The one update that the stores make: `ADD #counted :by`. */
function count(rows: Map<string, Row>, { Key, ExpressionAttributeValues: values }: Update): void {
  const present = rows.get(keyOf(Key));
  const counted = Number(present?.['counted']?.N ?? 0) + Number(values?.[':by']?.N);
  rows.set(keyOf(Key), { ...Key, ...present, counted: { N: String(counted) } });
}

function mayCount(present: Row | undefined, update: Update): boolean {
  const { ConditionExpression: condition, ExpressionAttributeValues: values } = update;
  if (condition === undefined) return true;
  const counted = present?.['counted']?.N;
  if (counted === undefined) return condition.startsWith('attribute_not_exists(#counted)');
  return values?.[':below']?.N === undefined || Number(counted) < Number(values[':below'].N);
}

function holds(rows: ReadonlyMap<string, Row>, { Put, Delete, Update, ConditionCheck }: TransactWriteItem): boolean {
  if (ConditionCheck !== undefined) return rows.has(keyOf(ConditionCheck.Key));
  if (Update !== undefined) return mayCount(rows.get(keyOf(Update.Key)), Update);
  const condition = (Put ?? Delete)?.ConditionExpression;
  const present = rows.get(keyOf(Put?.Item ?? Delete?.Key));
  if (condition === undefined) return true;
  if (condition === 'attribute_not_exists(pk)') return present === undefined;
  return present?.['version']?.N === (Put ?? Delete)?.ExpressionAttributeValues?.[':version']?.N;
}
