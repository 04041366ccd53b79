import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TABLE_INDEXES } from '#storage/table.ts';
import { TenantTable } from '#storage/tenant-table.ts';
import { ForeignKeyError } from '#storage/walls.ts';

const TENANT = 'ten_00000000000000000000000001';
const PREFIX = `T#${TENANT}#live#`;

interface Input {
  readonly input: unknown;
}

/** A table whose client keeps what it is sent, and answers by `answer`. */
function spied(answer: () => unknown = () => ({})) {
  const sent: unknown[] = [];
  const send = async ({ input }: Input) => {
    sent.push(input);
    return answer();
  };
  return { sent, table: new TenantTable({ send } as unknown as DynamoDBClient, 'baton', TENANT, 'live') };
}

/** Every value in `input` that is a partition key: of the table, of an index, or of a condition on one. */
function partitionKeys(input: unknown): string[] {
  const found: string[] = [];
  JSON.stringify(input, (name, value: unknown) => {
    const isKey = name === 'pk' || name === ':p';
    if (isKey && typeof value === 'object' && value !== null && 'S' in value) found.push(String(value.S));
    return value;
  });
  return found;
}

const kind = fc.constantFrom('owners', 'handoff#', 'deliveries#');
const part = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('#', '##', '../..', 'T#ten_00000000000000000000000002#live#owners', '\u0000', '%23', 'owners'),
);

describe('the table of a tenant', () => {
  test('names keys under its own prefix alone, whatever it is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(kind, part, part, part, async (known, name, sort, after) => {
        const { sent, table } = spied();
        const partition = known.endsWith('#') ? `${known}${name}` : known;
        const key = { partition, sort };
        await table.get(key);
        await table.getMany([key], { consistent: false });
        await table.query(partition, { limit: 1, after, prefix: sort });
        await table.put(key, {});
        await table.putIf(key, 0, {});
        await table.transact([{ put: key, attributes: {} }, { remove: key }]);
        for (const index of TABLE_INDEXES) {
          if (index.name !== 'by-due') await table.queryIndex(index, partition, { limit: 1, low: 'a', high: 'b' });
        }
        expect(sent).toHaveLength(11);
        const keys = sent.flatMap(partitionKeys);
        expect(keys.length).toBeGreaterThanOrEqual(sent.length);
        expect(keys.filter((name) => !name.startsWith(PREFIX))).toEqual([]);
        expect(table.indexKey(partition).startsWith(PREFIX)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test('does not let an attribute pass for a key', async () => {
    const { sent, table } = spied();
    await table.put({ partition: 'owners', sort: 'own_1' }, { pk: 'T#other', sk: 'x' });
    expect(partitionKeys(sent)).toEqual([`${PREFIX}owners`]);
  });

  test.each(['things', 'owners#1', 'handoff', '', '#', 'constructor', 'tenant'])(
    'reaches for no partition that the registry does not know in its world: %j',
    async (partition) => {
      const { sent, table } = spied();
      await expect(table.put({ partition, sort: 'a' }, {})).rejects.toThrow(ForeignKeyError);
      await expect(table.query(partition, { limit: 1 })).rejects.toThrow(ForeignKeyError);
      expect(sent).toEqual([]);
    },
  );

  test.each(['', 'ten_1', `${TENANT}#live`, 'ten_0000000000000000000000000a', `x${TENANT}`])(
    'is not made for what is no tenant: %j',
    (id) => {
      const client = { send: () => Promise.reject(new Error('asked')) } as unknown as DynamoDBClient;
      expect(() => new TenantTable(client, 'baton', id, 'live')).toThrow();
    },
  );

  test('asks nothing for bounds that hold nothing', async () => {
    const { sent, table } = spied();
    const [index] = TABLE_INDEXES;
    expect(await table.queryIndex(index, 'x', { limit: 1, low: 'b', high: 'a' })).toEqual([]);
    expect(sent).toEqual([]);
  });
});

describe('a transaction', () => {
  beforeEach(() => {
    vi.spyOn(Math, 'random').mockReturnValue(0); // no pause between its attempts
  });
  afterEach(() => vi.restoreAllMocks());

  const cancelled = (...codes: string[]) =>
    new TransactionCanceledException({
      $metadata: {},
      message: 'cancelled',
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  const write = [{ put: { partition: 'owners', sort: 'b' }, attributes: {}, ifVersion: 0 }] as const;

  test('that others write at the same time is tried again', async () => {
    const answers = [cancelled('None', 'TransactionConflict'), undefined];
    const { sent, table } = spied(() => {
      const answer = answers.shift();
      if (answer !== undefined) throw answer;
    });
    expect(await table.transact(write)).toBe(true);
    expect(sent).toHaveLength(2);
  });

  test('that others keep writing is lost, and not an error', async () => {
    const { table } = spied(() => {
      throw cancelled('TransactionConflict');
    });
    expect(await table.transact(write)).toBe(false);
  });

  test('whose condition does not hold is lost at once', async () => {
    const { sent, table } = spied(() => {
      throw cancelled('TransactionConflict', 'ConditionalCheckFailed');
    });
    expect(await table.transact(write)).toBe(false);
    expect(sent).toHaveLength(1);
  });

  test('that fails otherwise is an error', async () => {
    const { table } = spied(() => {
      throw cancelled('ValidationError');
    });
    await expect(table.transact(write)).rejects.toThrow('cancelled');
  });
});
