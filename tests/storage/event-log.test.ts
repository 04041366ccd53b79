import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { LOG_POSITION, type LogPage, type LogRange } from '#storage/event-log.ts';
import type { LogEntry } from '#storage/logged-commit.ts';
import { createTenantStores } from '#storage/stores.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { BIRTH } from '../support/instants.ts';

const TENANT = 'ten_00000000000000000000000001';
const actor = { type: 'api_key', id: 'key_1' } as const;

const logOf = () => createTenantStores(memoryDynamo(), 'baton', TENANT, 'live').eventLog;

function entry({ second, number, commit, count, configuration }: Shape): LogEntry {
  const recordedAt = addSeconds(BIRTH, second);
  const ulid = String(number).padStart(26, '0');
  const base = { occurredAt: BIRTH, tenantId: TENANT, mode: 'live', actor, data: { number } } as const;
  if (configuration) {
    const id = `evt_${commit}${ulid.slice(1)}`;
    return { recordedAt, events: [{ ...base, id, type: 'contract.published' }] };
  }
  const events = Array.from({ length: count }, (_, index): PublishedEvent => {
    const sequence = 10 * commit + index + 1;
    const type = index % 2 === 0 ? 'handoff.noted' : 'clock.warned';
    return {
      ...base,
      id: `evt_${ulid}_${String(sequence).padStart(6, '0')}`,
      type,
      handoffId: `hnd_${ulid}`,
      sequence,
    };
  });
  return { recordedAt, events };
}

interface Shape {
  readonly second: number;
  readonly number: number;
  /** Which of its handoff's commits it is. */
  readonly commit: number;
  readonly count: number;
  readonly configuration: boolean;
}

const shapes = fc.uniqueArray(
  fc.record({
    second: fc.integer({ min: 0, max: 6 }),
    number: fc.integer({ min: 0, max: 30 }),
    commit: fc.integer({ min: 0, max: 2 }),
    count: fc.integer({ min: 1, max: 5 }),
    configuration: fc.boolean(),
  }),
  { maxLength: 40, selector: ({ number, commit }) => `${number} ${commit}` },
);

const second = fc.option(
  fc.integer({ min: -1, max: 8 }).map((at) => addSeconds(BIRTH, at)),
  { nil: undefined },
);
const ranges = fc.record({
  from: second,
  to: second,
  descending: fc.boolean(),
  type: fc.option(fc.constantFrom('handoff.noted', 'clock.warned', 'contract.published'), { nil: undefined }),
});

type Asked = typeof ranges extends fc.Arbitrary<infer Value> ? Value : never;

/** What a list is to show, by sorting everything. */
function expected(entries: readonly LogEntry[], range: Asked) {
  const { from, to, descending, type } = range;
  const inOrder = entries
    .filter(({ recordedAt }) => (from === undefined || recordedAt >= from) && (to === undefined || recordedAt < to))
    .flatMap(({ recordedAt, events }) => events.map((event) => ({ recordedAt, event })))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .filter(({ event }) => type === undefined || event.type === type);
  return descending ? inOrder.reverse() : inOrder;
}

function keyOf({ recordedAt, event }: { recordedAt: Instant; event: PublishedEvent }): string {
  return `${recordedAt} ${event.handoffId ?? event.id} ${String(event.sequence ?? 0).padStart(6, '0')}`;
}

async function walk(list: (range: LogRange) => Promise<LogPage>, range: LogRange): Promise<LogPage['data']> {
  const seen: LogPage['data'][number][] = [];
  for (let after = range.after; ; ) {
    const { data, next } = await list({ ...range, ...(after === undefined ? {} : { after }) });
    expect(data.length).toBeLessThanOrEqual(range.limit);
    seen.push(...data);
    if (next === undefined) return seen;
    expect(next).not.toBe(after);
    after = next;
  }
}

test('pages of any size show each event once and in order, whatever is filtered, in either direction', async () => {
  await fc.assert(
    fc.asyncProperty(shapes, ranges, fc.integer({ min: 1, max: 12 }), async (chosen, asked, limit) => {
      const log = logOf();
      const entries = chosen.map(entry);
      await log.keep(entries);
      const { from, to, descending, type } = asked;
      const seen = await walk((range) => log.list(range), {
        limit,
        descending,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(type === undefined ? {} : { matching: (event) => event.type === type }),
      });
      expect(seen.map(({ recordedAt, event }) => ({ recordedAt, event }))).toEqual(expected(entries, asked));
    }),
    { numRuns: 300 },
  );
});

/** A commit of one event for each number, a second apart. */
const series = (count: number, text = '') =>
  Array.from({ length: count }, (_, number): LogEntry => {
    const { events, ...rest } = entry({ second: number, number, commit: 0, count: 1, configuration: false });
    return { ...rest, events: events.map((event) => ({ ...event, data: { number, text } })) };
  });

const isLast = (last: number) => (event: PublishedEvent) => event.handoffId?.endsWith(String(last)) === true;

test('a page that looks for what is rare ends after a bounded number of reads, and the next ones find it', async () => {
  const { log, reads } = countingLog();
  await log.keep(series(3_000));
  const pages: LogPage[] = [];
  for (let after: string | undefined; pages.length < 20; ) {
    const before = reads();
    const page = await log.list({ limit: 10, matching: isLast(2999), ...(after === undefined ? {} : { after }) });
    expect(reads() - before).toBeLessThanOrEqual(16);
    pages.push(page);
    after = page.next;
    if (after === undefined) break;
  }
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]).toMatchObject({ data: [], next: expect.stringMatching(LOG_POSITION) });
  expect(pages.flatMap(({ data }) => data.map(({ event }) => event.data))).toEqual([{ number: 2999, text: '' }]);
});

test('a page of large events ends before an answer would become too large, and none is left out', async () => {
  const { log } = countingLog();
  await log.keep(series(40, 'x'.repeat(200 * 1024)));
  for (const descending of [false, true]) {
    const first = await log.list({ limit: 100, descending });
    expect(Buffer.byteLength(JSON.stringify(first.data))).toBeLessThan(2.5 * 1024 * 1024);
    expect(first.data.length).toBeGreaterThan(1);
    const all = await walk((range) => log.list(range), { limit: 100, descending });
    const numbers = Array.from({ length: 40 }, (_, number) => number);
    expect(all.map(({ event }) => (event.data as { number: number }).number)).toEqual(
      descending ? numbers.toReversed() : numbers,
    );
  }
});

test('a place that the log never answered is an error of the caller, not a read of another place', async () => {
  await expect(logOf().list({ limit: 1, after: 'hnd_1' })).rejects.toThrow('not a position');
});

/** A log, and what is read for it. */
function countingLog() {
  const table = memoryDynamo();
  const partitions: string[] = [];
  const send = async (command: object) => {
    if (command instanceof QueryCommand) partitions.push(command.input.ExpressionAttributeValues?.[':p']?.S ?? '');
    return table.send(command as QueryCommand);
  };
  const client = { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
  return {
    log: createTenantStores(client, 'baton', TENANT, 'live').eventLog,
    reads: () => partitions.length,
  };
}
