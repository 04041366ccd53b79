import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { TABLE_INDEXES, TABLE_KEYS } from './table.ts';
import { ForeignKeyError, type Walls } from './walls.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** `by-due` spans tenants: its partitions are named by a kind and a number, and by nothing that a tenant says. */
const DUE_PARTITION = /^(?:[a-z]+-)?due#\d{1,3}$/;
const SPANNING = 'by-due';
const INDEX_PARTITIONS = TABLE_INDEXES.map(({ name, partition }) => ({ partition, spans: name === SPANNING }));
/** No update moves an item in an index: what does is put as a whole. */
const UNCHANGED = new Set<string>([TABLE_KEYS.partition, TABLE_KEYS.sort, ...INDEX_PARTITIONS.map((i) => i.partition)]);
const NAME = /[#A-Za-z_]\w*/g;
/** The partition key comes first; what follows narrows it down. */
const KEY_CONDITION = /^\s*(#?\w+)\s*=\s*(:\w+)\s*(?:AND\s.*)?$/;

/** Looks through all that a command touches. @throws ForeignKeyError */
export function checkCommand(command: unknown, walls: Walls): void {
  if (command instanceof QueryCommand) {
    checkQuery(command.input, walls);
    return;
  }
  const touches = touchesOf(command);
  if (touches === undefined) throw new ForeignKeyError('what cannot be told');
  for (const touch of touches) checkTouch(touch, walls);
}

interface Expressed {
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
}

/** What a command does to one item. */
type Touch =
  | { readonly at: Keyed }
  | { readonly condition: Keyed }
  | { readonly put: Stored }
  | { readonly update: Keyed & Expressed };

/** Undefined for a command, or a part of one, that no store sends. */
function touchesOf(command: unknown): readonly Touch[] | undefined {
  if (command instanceof TransactWriteItemsCommand) return ofAll(command.input.TransactItems ?? [], inTransaction);
  if (command instanceof BatchGetItemCommand) {
    return Object.entries(command.input.RequestItems ?? {}).flatMap(([TableName, { Keys = [] }]) =>
      Keys.map((Key) => ({ at: { TableName, Key } })),
    );
  }
  if (command instanceof BatchWriteItemCommand) {
    const requests = Object.entries(command.input.RequestItems ?? {}).flatMap(([TableName, writes]) =>
      writes.map((write) => ({ TableName, ...write })),
    );
    return ofAll(requests, inBatch);
  }
  if (command instanceof PutItemCommand) return [{ put: command.input }];
  if (command instanceof UpdateItemCommand) return [{ update: command.input }];
  if (command instanceof GetItemCommand || command instanceof DeleteItemCommand) return [{ at: command.input }];
  return undefined;
}

function ofAll<T>(parts: readonly T[], read: (part: T) => Touch | undefined): readonly Touch[] | undefined {
  const touches = parts.map(read);
  return touches.every((touch) => touch !== undefined) ? touches : undefined;
}

function inTransaction({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): Touch | undefined {
  if (Put !== undefined) return { put: Put };
  if (Update !== undefined) return { update: Update };
  if (ConditionCheck !== undefined) return { condition: ConditionCheck };
  return Delete && { at: Delete };
}

function inBatch({ TableName, PutRequest, DeleteRequest }: WriteRequest & { TableName: string }): Touch | undefined {
  if (PutRequest !== undefined) return { put: { TableName, Item: PutRequest.Item } };
  return DeleteRequest && { at: { TableName, Key: DeleteRequest.Key } };
}

function checkTouch(touch: Touch, walls: Walls): void {
  if ('put' in touch) checkItem(touch.put, walls);
  else if ('at' in touch) checkKey(touch.at, walls);
  else if ('condition' in touch) checkKey(touch.condition, { ...walls, holds: walls.holdsCondition ?? walls.holds });
  else checkUpdate(touch.update, walls);
}

function checkUpdate(update: Keyed & Expressed, walls: Walls): void {
  checkKey(update, walls);
  const named = [
    ...(update.UpdateExpression?.match(NAME) ?? []),
    ...Object.values(update.ExpressionAttributeNames ?? {}),
  ];
  if (named.some((name) => UNCHANGED.has(name))) throw new ForeignKeyError('an index in an update');
}

interface Stored {
  readonly TableName?: string | undefined;
  readonly Item?: Attributes | undefined;
}

interface Keyed {
  readonly TableName?: string | undefined;
  readonly Key?: Attributes | undefined;
}

function checkKey({ TableName, Key }: Keyed, { tableName, holds }: Walls): void {
  if (TableName !== tableName) throw new ForeignKeyError('another table');
  const key = Key?.[TABLE_KEYS.partition]?.S;
  if (key === undefined || !holds(key))
    throw new ForeignKeyError('a key that is not the tenant’s, or of no known kind');
}

function checkItem({ TableName, Item }: Stored, walls: Walls): void {
  checkKey({ TableName, Key: Item }, walls);
  for (const { partition, spans } of INDEX_PARTITIONS) {
    const value = Item?.[partition];
    if (value === undefined) continue;
    const within = value.S !== undefined && (spans ? DUE_PARTITION.test(value.S) : walls.holdsIndexed(value.S));
    if (!within) throw new ForeignKeyError('an index key that is not the tenant’s');
  }
}

function checkQuery(query: QueryCommandInput, walls: Walls): void {
  const { TableName, IndexName, ExclusiveStartKey: start } = query;
  if (TableName !== walls.tableName) throw new ForeignKeyError('another table');
  const index = TABLE_INDEXES.find(({ name }) => name === IndexName);
  if (IndexName !== undefined && (index === undefined || index.name === SPANNING)) {
    throw new ForeignKeyError('an index that is not the tenant’s');
  }
  const partition = index?.partition ?? TABLE_KEYS.partition;
  const holds = index === undefined ? walls.holds : walls.holdsIndexed;
  const asked = askedPartition(query, partition);
  if (asked === undefined || !holds(asked)) throw new ForeignKeyError('a partition that is not the tenant’s');
  if (start === undefined) return;
  checkKey({ TableName, Key: start }, walls);
  if (start[partition]?.S !== asked) throw new ForeignKeyError('another place to go on from');
}

/** The one partition that a query reads; undefined if it is not said in the one way that stores say it. */
function askedPartition(
  {
    KeyConditionExpression = '',
    KeyConditions,
    ExpressionAttributeNames,
    ExpressionAttributeValues,
  }: QueryCommandInput,
  partition: string,
): string | undefined {
  const [, name = '', value = ''] = KEY_CONDITION.exec(KeyConditionExpression) ?? [];
  const named = name.startsWith('#') ? ExpressionAttributeNames?.[name] : name;
  return named === partition && KeyConditions === undefined ? ExpressionAttributeValues?.[value]?.S : undefined;
}
