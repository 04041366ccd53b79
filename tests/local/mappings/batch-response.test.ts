import { describe, expect, test } from 'vitest';
import { readBatchResponse } from '#local/mappings/batch-response.ts';

const known = new Set(['a', 'b', 'c']);

describe('the answer of a function that reports batch item failures', () => {
  test.each([[null], [undefined], [''], [{}], [{ batchItemFailures: null }], [{ batchItemFailures: [] }]])(
    '%j is success of the whole batch',
    (answer) => {
      expect(readBatchResponse(answer, known)).toEqual({ kind: 'done' });
    },
  );

  test.each([
    ['text'],
    [7],
    [{ batchItemFailures: 'a' }],
    [{ batchItemFailures: [{}] }],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }],
    [{ batchItemFailures: [{ itemIdentifier: null }] }],
    [{ batchItemFailures: ['a'] }],
    [{ batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'unknown' }] }],
  ])('%j fails the whole batch', (answer) => {
    expect(readBatchResponse(answer, known).kind).toBe('failed');
  });

  test('names the items that failed', () => {
    const answer = { batchItemFailures: [{ itemIdentifier: 'c' }, { itemIdentifier: 'a' }, { itemIdentifier: 'c' }] };
    expect(readBatchResponse(answer, known)).toEqual({ kind: 'partial', failed: new Set(['a', 'c']) });
  });
});
