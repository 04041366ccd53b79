import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { idempotencyPartitions } from '#storage/idempotency-store.ts';
import { SHARD_PARTITIONS } from '#storage/logged-commit.ts';
import { METRICS_PARTITIONS } from '#storage/metrics-keys.ts';
import { fixedPartitions, isPartition, PARTITION_KINDS, partitionsOf } from '#storage/partitions.ts';
import { createAccountStores, createTenantStores } from '#storage/stores.ts';
import { ForeignKeyError } from '#storage/walls.ts';

const TENANT = 'ten_00000000000000000000000001';

test('the partitions of a tenant are those of the stores, each of them once', () => {
  const fixed = fixedPartitions('live');
  for (const partition of [...idempotencyPartitions, ...SHARD_PARTITIONS]) expect(fixed).toContain(partition);
  expect(fixed.filter((name) => name.startsWith('idempotency#'))).toEqual([...idempotencyPartitions]);
  expect(fixed.filter((name) => name.startsWith('event-log#'))).toEqual([...SHARD_PARTITIONS]);
  expect(fixed.filter((name) => name.startsWith('metrics#'))).toEqual([...METRICS_PARTITIONS]);
  expect(new Set(fixed).size).toBe(fixed.length);
  expect(partitionsOf('endpoints', 'whe_1')).toEqual(['deliveries#whe_1', 'pace#whe_1']);
});

test('every partition that is listed may be written, and only in its own worlds', () => {
  for (const world of ['live', 'test', 'account'] as const) {
    for (const name of fixedPartitions(world)) expect(isPartition(world, name)).toBe(true);
  }
  for (const name of partitionsOf('handoffs', 'hnd_1')) {
    expect([isPartition('live', name), isPartition('account', name)]).toEqual([true, false]);
  }
  expect(isPartition('account', 'tenant')).toBe(true);
  expect(isPartition('live', 'tenant')).toBe(false);
  expect(Object.keys(PARTITION_KINDS).every((kind) => !kind.includes('#'))).toBe(true);
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '#',
    'T#ten_00000000000000000000000002#live#owners',
    `T#${TENANT}#test#owners`,
    '',
    '..',
    '__proto__',
  ),
);
const scalar = fc.oneof(text, fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.constant(undefined));
/** What the methods of stores take: texts, lists of them, and objects whose members are named as theirs are. */
const NAMES = ['id', 'type', 'by', 'limit', 'after', 'before', 'low', 'high', 'contractId', 'ownerId', 'queueId'];
const argument = fc.oneof(
  text,
  fc.array(text, { minLength: 1, maxLength: 2 }),
  fc.dictionary(fc.constantFrom(...NAMES, 'version', 'endpointId', 'eventId', 'perSecond', 'within'), scalar),
);

/** Calls every method of every store, and answers what came of it: the keys that were sent, or why nothing was. */
async function callAll(args: readonly unknown[]): Promise<{ keys: string[]; refused: string[]; methods: number }> {
  const keys: string[] = [];
  const client = {
    send: async ({ input }: { input: unknown }) => {
      JSON.stringify(input, (name, value: unknown) => {
        const isKey = name === 'pk' || name === ':p';
        if (isKey && typeof value === 'object' && value !== null && 'S' in value) keys.push(String(value.S));
        return value;
      });
      return {};
    },
  } as unknown as DynamoDBClient; // the stores use nothing else of a client
  const stores = {
    ...createTenantStores(client, 'baton', TENANT, 'live'),
    ...createAccountStores(client, 'baton', TENANT),
  };
  const refused: string[] = [];
  let methods = 0;
  for (const [name, store] of Object.entries(stores)) {
    for (const method of Object.getOwnPropertyNames(Object.getPrototypeOf(store))) {
      const act: unknown = Reflect.get(store, method);
      if (method === 'constructor' || typeof act !== 'function') continue;
      methods += 1;
      try {
        await act.apply(store, args);
      } catch (error) {
        if (error instanceof ForeignKeyError) refused.push(`${name}.${method}: ${error.message}`);
      }
    }
  }
  return { keys, refused, methods };
}

test('no method of any store reaches beyond its tenant, whatever it is given', async () => {
  const reached = new Set<string>();
  await fc.assert(
    fc.asyncProperty(argument, argument, async (first, second) => {
      const { keys, refused, methods } = await callAll([first, second]);
      expect(methods).toBeGreaterThan(60);
      // the reader is told which partition: what is none is refused, and not sent
      expect(refused.filter((each) => !each.startsWith('reader.items'))).toEqual([]);
      for (const key of keys) {
        expect(key).toMatch(new RegExp(`^(?:T#${TENANT}#(?:live|account)#|P#deletion#${TENANT}$)`));
        reached.add(key.split('#')[3] ?? '');
      }
    }),
    { numRuns: 150 },
  );
  expect(reached.size).toBeGreaterThan(15);
});
