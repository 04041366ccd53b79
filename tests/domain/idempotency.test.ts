import { describe, expect, test } from 'vitest';
import { judgeRequest, KEPT_SECONDS, LONGEST_REQUEST_MS, type RequestRecord } from '#domain/idempotency.ts';

const AT = Date.UTC(2026, 10, 23, 9);
const sealed = Uint8Array.of(1);

const record = (parts: Partial<RequestRecord>): RequestRecord => ({
  status: 'answered',
  version: 3,
  fingerprint: 'f',
  at: AT,
  ...parts,
});

const judge = (known: RequestRecord | undefined, repeatable: boolean, now = AT + 1, fingerprint = 'f') =>
  judgeRequest(known, { fingerprint, repeatable, now });

describe('a request under a key', () => {
  test('that nobody has sent is done', () => {
    expect(judge(undefined, false)).toEqual({ kind: 'do', after: 0 });
  });

  test('that was answered is answered the same, however repeatable', () => {
    const known = record({ sealed });
    for (const repeatable of [true, false]) {
      expect(judge(known, repeatable)).toEqual({ kind: 'replay', sealed, record: known });
    }
  });

  test('whose answer was too large to be kept is gone on with where that is safe', () => {
    const known = record({ undertaken: '[]' });
    expect(judge(known, true)).toEqual({ kind: 'do', after: 3, again: known });
    expect(judge(known, false)).toEqual({ kind: 'unanswered' });
  });

  test('that has begun is waited for as long as it may last, and then gone on with where that is safe', () => {
    const known = record({ status: 'begun' });
    expect(judge(known, true, AT + LONGEST_REQUEST_MS - 1)).toEqual({ kind: 'in_progress' });
    expect(judge(known, true, AT + LONGEST_REQUEST_MS)).toEqual({ kind: 'do', after: 3, again: known });
    expect(judge(known, false, AT + LONGEST_REQUEST_MS)).toEqual({ kind: 'unanswered' });
  });

  test('that was cut off is gone on with at once where that is safe', () => {
    const known = record({ status: 'cut_off' });
    expect(judge(known, true)).toEqual({ kind: 'do', after: 3, again: known });
    expect(judge(known, false)).toEqual({ kind: 'unanswered' });
  });

  test('is another one after a day: nothing of the first is gone on with', () => {
    const known = record({ status: 'cut_off', undertaken: '[]' });
    expect(judge(known, true, AT + KEPT_SECONDS * 1000, 'g')).toEqual({ kind: 'do', after: 3 });
  });

  test('that belongs to another request is refused', () => {
    expect(judge(record({ sealed }), true, AT + 1, 'g')).toEqual({ kind: 'reused' });
  });
});
