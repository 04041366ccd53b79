import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { DocumentStore } from '#storage/document-store.ts';
import { RECENT_MS, RecentReads } from '#storage/recent-reads.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';

const schema = () => z.strictObject({ id: z.string(), version: z.number(), name: z.string() });
const FIRST = { id: 'a', version: 1, name: 'first' };
const SECOND = { id: 'a', version: 2, name: 'second' };

let milliseconds: number;
let recent: RecentReads;
/** What is done after the table has answered a read, and before its answer arrives. */
let meanwhile: () => Promise<unknown>;
let reads: number;
let mine: DocumentStore<typeof FIRST>;
/** The same documents, as another process has them in its hands. */
let others: DocumentStore<typeof FIRST>;

beforeEach(async () => {
  milliseconds = 0;
  reads = 0;
  recent = new RecentReads(() => milliseconds);
  meanwhile = async () => undefined;
  const table = memoryDynamo();
  const send = async (command: Parameters<typeof table.send>[0]) => {
    const answer = await table.send(command);
    if (!/Get/.test(command.constructor.name)) return answer;
    reads++;
    const act = meanwhile;
    meanwhile = async () => undefined;
    await act();
    return answer;
  };
  const client = { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
  const tenant = new TenantTable(client, 'baton', 'ten_00000000000000000000000001', 'live');
  mine = new DocumentStore(tenant, 'owners', schema, recent);
  others = new DocumentStore(tenant, 'owners', schema, new RecentReads(() => milliseconds));
  await others.save(FIRST);
});

test('a document that was read a moment ago is not read again, and is after a second', async () => {
  expect(await mine.getRecent(['a'])).toEqual([FIRST]);
  await others.save(SECOND);
  milliseconds = RECENT_MS - 1;
  expect(await mine.getRecent(['a'])).toEqual([FIRST]);
  expect(reads).toBe(1);
  milliseconds = RECENT_MS;
  expect(await mine.getRecent(['a'])).toEqual([SECOND]);
});

test('a change made here takes hold at once', async () => {
  await mine.getRecent(['a']);
  await mine.save(SECOND);
  expect(await mine.getRecent(['a'])).toEqual([SECOND]);
  await mine.remove(SECOND);
  expect(await mine.getRecent(['a'])).toEqual([]);
});

test('a read that was under way while the document was changed here is not remembered', async () => {
  meanwhile = () => mine.save(SECOND);
  await mine.getRecent(['a']);
  expect(await mine.getRecent(['a'])).toEqual([SECOND]);
});

test('a read that was under way while the document was removed here does not bring it back', async () => {
  meanwhile = () => mine.remove(FIRST);
  await mine.getRecent(['a']);
  expect(await mine.getRecent(['a'])).toEqual([]);
});

test('a change that somebody else was faster than is refused, and not remembered', async () => {
  await mine.getRecent(['a']);
  await others.save(SECOND);
  expect(await mine.save({ ...SECOND, name: 'mine' })).toBe(false);
  expect(await mine.get('a')).toEqual(SECOND);
  milliseconds = RECENT_MS;
  expect(await mine.getRecent(['a'])).toEqual([SECOND]);
});

test('documents that were asked for twice are found once', async () => {
  await others.save({ id: 'b', version: 1, name: 'b' });
  expect(await mine.getMany(['a', 'b', 'a', 'none'])).toHaveLength(2);
});
