import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { type PublishedEvent, publishHandoffEvent } from '#domain/published-event.ts';
import { LOG_POSITION, type LogPage, type LogRange } from '#storage/event-log.ts';
import { handoffCommitWrite } from '#storage/handoff-commit.ts';
import { createTenantStores } from '#storage/stores.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { BIRTH } from '../support/instants.ts';

const TENANT = 'ten_00000000000000000000000001';
const actor = { type: 'api_key', id: 'key_1' } as const;

interface Recorded {
  readonly events: readonly HandoffEvent[];
  readonly recordedAt: Instant;
}

const idOf = (number: number) => `hnd_${String(number).padStart(26, '0')}`;

/** The commits of one handoff, each of `count` events and that many seconds after the one before. */
function historyOf(number: number, commits: readonly { readonly gap: number; readonly count: number }[]): Recorded[] {
  let [sequence, second] = [0, 0];
  return commits.map(({ gap, count }) => {
    second += gap;
    const events = Array.from({ length: count }, (): HandoffEvent => {
      sequence += 1;
      const fact = { occurredAt: BIRTH, actor, handoffId: idOf(number), sequence };
      if (sequence % 3 === 0) return { ...fact, type: 'handoff.accepted', data: { ownerId: 'own_1' } };
      return { ...fact, type: 'handoff.noted', data: { text: String(sequence) } };
    });
    return { events, recordedAt: addSeconds(BIRTH, second) };
  });
}

/** A log over commits as handoffs have them, and how often the table is queried for it. */
async function logOver(histories: readonly (readonly Recorded[])[]) {
  const table = memoryDynamo();
  let reads = 0;
  const send = async (command: object) => {
    if (command instanceof QueryCommand) reads += 1;
    return table.send(command as QueryCommand);
  };
  const client = { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
  const tenant = new TenantTable(client, 'baton', TENANT, 'live');
  for (const { events, recordedAt } of histories.flat())
    await tenant.transact([handoffCommitWrite(events, recordedAt)]);
  return { log: createTenantStores(client, 'baton', TENANT, 'live').eventLog, reads: () => reads };
}

const commits = fc.array(fc.record({ gap: fc.integer({ min: 0, max: 2 }), count: fc.integer({ min: 1, max: 3 }) }), {
  maxLength: 12,
});
const second = fc.option(
  fc.integer({ min: -1, max: 20 }).map((at) => addSeconds(BIRTH, at)),
  { nil: undefined },
);
const ranges = fc.record({
  from: second,
  to: second,
  descending: fc.boolean(),
  type: fc.option(fc.constantFrom('handoff.noted', 'handoff.accepted'), { nil: undefined }),
});

type Asked = typeof ranges extends fc.Arbitrary<infer Value> ? Value : never;
type Shown = { readonly event: PublishedEvent; readonly recordedAt: Instant };

/** What a list is to show, by sorting everything. */
function expected(histories: readonly (readonly Recorded[])[], { from, to, descending, type }: Asked): Shown[] {
  const inOrder = histories
    .flat()
    .filter(({ recordedAt }) => (from === undefined || recordedAt >= from) && (to === undefined || recordedAt < to))
    .flatMap(({ events, recordedAt }) =>
      events.map((event) => ({ event: publishHandoffEvent(event, TENANT, 'live'), recordedAt })),
    )
    .sort((a, b) => (`${a.recordedAt} ${a.event.id}` < `${b.recordedAt} ${b.event.id}` ? -1 : 1))
    .filter(({ event }) => type === undefined || event.type === type);
  return descending ? inOrder.reverse() : inOrder;
}

async function walk(list: (range: LogRange) => Promise<LogPage>, range: LogRange): Promise<Shown[]> {
  const seen: Shown[] = [];
  for (let after = range.after; ; ) {
    const { data, next } = await list({ ...range, ...(after === undefined ? {} : { after }) });
    expect(data.length).toBeLessThanOrEqual(range.limit);
    seen.push(...data.map(({ event, recordedAt }) => ({ event, recordedAt })));
    if (next === undefined) return seen;
    expect(next).toMatch(LOG_POSITION);
    expect(next).not.toBe(after);
    after = next;
  }
}

test('the events of some handoffs, in pages of any size, are all of theirs in the order of the log, whatever is filtered, in either direction', async () => {
  const lives = fc.array(fc.tuple(commits, fc.boolean()), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(lives, ranges, fc.integer({ min: 1, max: 9 }), async (chosen, asked, limit) => {
      const histories = chosen.map(([life], number) => historyOf(number, life));
      const wanted = histories.filter((_, number) => chosen[number]?.[1] === true);
      const { log } = await logOver(histories);
      const { from, to, descending, type } = asked;
      const seen = await walk((range) => log.list(range), {
        limit,
        descending,
        handoffs: chosen.flatMap(([, isWanted], number) => (isWanted ? idOf(number) : [])),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(type === undefined ? {} : { matching: (event) => event.type === type }),
      });
      expect(seen).toEqual(expected(wanted, asked));
    }),
    { numRuns: 400 },
  );
});

describe('a handoff with a long history', () => {
  const LONG = Array.from({ length: 2_000 }, () => ({ gap: 1, count: 1 }));
  const handoffs = [0, 1].map(idOf);

  test.each([false, true])('is gone on with anywhere after a few reads, descending: %s', async (descending) => {
    const histories = [historyOf(0, LONG), historyOf(1, LONG)];
    const { log, reads } = await logOver(histories);
    const at = addSeconds(BIRTH, 1_200);
    const after = `${at}#${idOf(0)}#001200#0`;
    const before = reads();
    const { data } = await log.list({ limit: 4, descending, after, handoffs });
    expect(reads() - before).toBeLessThanOrEqual(20);
    const all = expected(histories, { from: undefined, to: undefined, descending, type: undefined });
    const ids = all.map(({ event }) => event.id);
    const here = ids.findIndex((id) => id.endsWith('0_001200') && id.includes(idOf(0).slice(4)));
    expect(data.map(({ event }) => event.id)).toEqual(ids.slice(here + 1, here + 5));
  });

  test('has nothing in a window before or behind it, which takes a few reads to tell', async () => {
    const { log, reads } = await logOver([historyOf(0, LONG)]);
    const before = reads();
    for (const descending of [false, true]) {
      const late = { from: addSeconds(BIRTH, 3_000), limit: 5, descending, handoffs };
      expect(await log.list(late)).toEqual({ data: [] });
      expect(await log.list({ to: BIRTH, limit: 5, descending, handoffs })).toEqual({ data: [] });
    }
    expect(reads() - before).toBeLessThanOrEqual(80);
  });
});
