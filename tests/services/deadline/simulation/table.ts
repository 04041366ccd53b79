import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { toItem } from '#storage/attributes.ts';
import { type RecordedCommit, readCommit } from '#storage/commit.ts';
import { memoryDynamo } from '../../../api/support/memory-dynamo.ts';
import type { Chance } from './chance.ts';
import type { Timeline } from './timeline.ts';
import type { Weather } from './weather.ts';

type Row = Record<string, AttributeValue>;

/** How long a replica may be behind. */
const REPLICA_MS = 1_000;

/**
 * The table with what hangs on it: a stream of its commits, the index of deadlines, which lags behind, and replicas that
 * may answer a cheap read with what was there before.
 */
export function simulateTable(
  { timeline, chance, weather }: { timeline: Timeline; chance: Chance; weather: Weather },
  onCommit: (commit: RecordedCommit) => void,
): DynamoDBClient {
  const table = memoryDynamo();
  const present = new Map<string, Row>();
  const before = new Map<string, { readonly row: Row | undefined; readonly until: number }>();
  const due = new Map<string, Row>();
  const wrote = (item: Row): void => {
    const key = keyOf(item);
    before.set(key, { row: present.get(key), until: timeline.now + REPLICA_MS });
    present.set(key, item);
    if (item['kind']?.S === 'commit') {
      onCommit(readCommit(item['pk']?.S ?? '', toItem(item).attributes));
    }
    if (item['sk']?.S === 'state') timeline.after(weather.indexDelay, () => void due.set(key, item));
  };
  const stale = ({ input }: GetItemCommand): { Item: Row | undefined } | undefined => {
    const old = input.ConsistentRead === true ? undefined : before.get(keyOf(input.Key ?? {}));
    const happens = old !== undefined && timeline.now < old.until && chance.happens(weather.again);
    return happens ? { Item: old.row } : undefined;
  };
  const send = async (command: unknown): Promise<unknown> => {
    if (command instanceof QueryCommand && command.input.IndexName === 'by-due') return overdue(due, command);
    const old = command instanceof GetItemCommand ? stale(command) : undefined;
    if (old !== undefined) return old;
    const answer: unknown = await table.send(command as GetItemCommand); // it refuses what it does not know
    const writes = command instanceof TransactWriteItemsCommand ? (command.input.TransactItems ?? []) : [];
    for (const { Put: put } of writes) if (put?.Item !== undefined) wrote(put.Item);
    return answer;
  };
  return { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
}

function keyOf(row: Row): string {
  return `${row['pk']?.S}\n${row['sk']?.S}`;
}

function overdue(due: ReadonlyMap<string, Row>, { input }: QueryCommand): object {
  const { ':shard': shard, ':before': limit } = input.ExpressionAttributeValues ?? {};
  const dueAt = (row: Row): string => row['nextDeadlineAt']?.S ?? '';
  const Items = [...due.values()]
    .filter((row) => row['dueShard']?.S === shard?.S && dueAt(row) < (limit?.S ?? ''))
    .toSorted((a, b) => (dueAt(a) < dueAt(b) ? -1 : 1));
  return { Items };
}
