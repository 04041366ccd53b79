import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BatchOutcome } from '#local/mappings/batch-response.ts';
import { type DiscardedBatch, type RetryPolicy, settleBatch } from '#local/mappings/settle-batch.ts';
import type { StreamRecord } from '#local/mappings/stream-record.ts';

const UNLIMITED: RetryPolicy = {
  bisectOnError: false,
  maximumRetryAttempts: undefined,
  maximumRecordAgeSeconds: undefined,
};

function records(count: number, arrivedAt = 0): StreamRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    sequenceNumber: String(index + 1),
    arrivedAt,
    orderKey: 'k',
    event: {},
  }));
}

/** Settles `batch` with a function that answers by `outcome`, and tells what happened. */
async function settle(
  batch: readonly StreamRecord[],
  policy: Partial<RetryPolicy>,
  outcome: (numbers: readonly string[], invocation: number) => BatchOutcome,
  now = 0,
) {
  const invoked: string[][] = [];
  const handled: string[] = [];
  const discarded: { numbers: string[]; condition: DiscardedBatch['condition']; invocations: number }[] = [];
  const numbersOf = (some: readonly StreamRecord[]): string[] => some.map((record) => record.sequenceNumber);
  await settleBatch(
    batch,
    { ...UNLIMITED, ...policy },
    {
      async invoke(some) {
        invoked.push(numbersOf(some));
        return outcome(numbersOf(some), invoked.length);
      },
      handled: (some) => void handled.push(...numbersOf(some)),
      async discard({ records: some, condition, invocations }) {
        discarded.push({ numbers: numbersOf(some), condition, invocations });
      },
      pause: async () => undefined,
      now: () => now,
    },
  );
  return { invoked, handled, discarded };
}

const DONE: BatchOutcome = { kind: 'done' };
const FAILED: BatchOutcome = { kind: 'failed', reason: 'boom' };
const failing = (...failed: string[]): BatchOutcome => ({ kind: 'partial', failed: new Set(failed) });

describe('a batch of stream records', () => {
  test('is run once when the function succeeds', async () => {
    const run = await settle(records(3), {}, () => DONE);
    expect(run).toEqual({ invoked: [['1', '2', '3']], handled: ['1', '2', '3'], discarded: [] });
  });

  test('is run again as a whole when the function fails', async () => {
    const run = await settle(records(2), {}, (_, invocation) => (invocation < 3 ? FAILED : DONE));
    expect(run.invoked).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(run.handled).toEqual(['1', '2']);
  });

  test('is run again from its first failed record, also when a later one is reported as well', async () => {
    const run = await settle(records(4), {}, (_, invocation) => (invocation === 1 ? failing('4', '2') : DONE));
    expect(run.invoked).toEqual([
      ['1', '2', '3', '4'],
      ['2', '3', '4'],
    ]);
    expect(run.handled).toEqual(['1', '2', '3', '4']);
  });

  test('is halved on error until the poison record is alone, and only that one is discarded', async () => {
    const run = await settle(records(5), { bisectOnError: true, maximumRetryAttempts: 1 }, (numbers) =>
      numbers.includes('4') ? FAILED : DONE,
    );
    expect(run.discarded).toEqual([{ numbers: ['4'], condition: 'RetryAttemptsExhausted', invocations: 2 }]);
    expect(run.handled).toEqual(['1', '2', '3', '4', '5']);
  });

  test('with splitting, discards only the record that the function names', async () => {
    const run = await settle(records(4), { bisectOnError: true, maximumRetryAttempts: 2 }, (numbers) =>
      numbers.includes('2') ? failing('2') : DONE,
    );
    expect(run.discarded).toEqual([{ numbers: ['2'], condition: 'RetryAttemptsExhausted', invocations: 3 }]);
    expect(run.handled).toEqual(['1', '2', '3', '4']);
  });

  test('without splitting, is discarded as a whole after its retries', async () => {
    const run = await settle(records(3), { maximumRetryAttempts: 2 }, () => FAILED);
    expect(run.invoked).toHaveLength(3);
    expect(run.discarded).toEqual([{ numbers: ['1', '2', '3'], condition: 'RetryAttemptsExhausted', invocations: 3 }]);
  });

  test('is not run at all once its records are too old', async () => {
    const batch = [...records(1, 0), { ...records(2, 0)[1], arrivedAt: 99_000 }] as StreamRecord[];
    const run = await settle(batch, { maximumRecordAgeSeconds: 60 }, () => DONE, 100_000);
    expect(run.invoked).toEqual([['2']]);
    expect(run.discarded).toEqual([{ numbers: ['1'], condition: 'RecordAgeExceeded', invocations: 0 }]);
    expect(run.handled).toEqual(['1', '2']);
  });

  test('handles every record exactly once and in order, whatever the function does', async () => {
    const behaviour = fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      bisectOnError: fc.boolean(),
      maximumRetryAttempts: fc.integer({ min: 0, max: 4 }),
      answers: fc.array(fc.oneof(fc.constant('done'), fc.constant('failed'), fc.nat(11)), { maxLength: 60 }),
    });
    await fc.assert(
      fc.asyncProperty(behaviour, async ({ count, bisectOnError, maximumRetryAttempts, answers }) => {
        const run = await settle(records(count), { bisectOnError, maximumRetryAttempts }, (numbers, invocation) => {
          const answer = answers[invocation - 1] ?? 'done';
          if (typeof answer !== 'number') return answer === 'done' ? DONE : FAILED;
          return failing(numbers[answer % numbers.length] ?? '');
        });
        expect(run.handled).toEqual(records(count).map((record) => record.sequenceNumber));
      }),
      { numRuns: 300 },
    );
  });
});
