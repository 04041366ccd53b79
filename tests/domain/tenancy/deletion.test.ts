import { describe, expect, test } from 'vitest';
import {
  advanceDeletion,
  type Deletion,
  forgottenAt,
  hashReceipt,
  mintReceipt,
  provesDeletion,
  RECEIPT_RANDOM_BYTES,
  tenantOfReceipt,
} from '#domain/tenancy/deletion.ts';
import { BIRTH } from '../../support/instants.ts';

const TENANT = 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const random = (fill: number) => new Uint8Array(RECEIPT_RANDOM_BYTES).fill(fill);

function deletion(members: Partial<Deletion> = {}): Deletion {
  const begun = { tenantId: TENANT, version: 1, status: 'stopping', requestedAt: BIRTH } as const;
  return { ...begun, receiptHash: hashReceipt('x'), itemsRemoved: 0, quietPasses: 0, ...members };
}

const NOTHING = { removed: 0, complete: true, stirred: false };

describe('a step', () => {
  test.each([
    [
      'that found what writes waits for what is in flight',
      'stopping',
      { ...NOTHING, stirred: true },
      'stopping',
      'after_pause',
    ],
    [
      'that had no time for all of it goes on at once',
      'stopping',
      { ...NOTHING, stirred: true, complete: false },
      'stopping',
      'at_once',
    ],
    ['that found nothing that writes begins to erase', 'stopping', NOTHING, 'erasing', 'at_once'],
    [
      'that erased something looks again after a pause',
      'erasing',
      { ...NOTHING, removed: 9 },
      'erasing',
      'after_pause',
    ],
    [
      'that had no time to erase all goes on at once',
      'erasing',
      { ...NOTHING, removed: 9, complete: false },
      'erasing',
      'at_once',
    ],
    ['that met what writes stops that first', 'erasing', { ...NOTHING, stirred: true }, 'stopping', 'after_pause'],
    ['that found nothing once looks once more', 'erasing', NOTHING, 'erasing', 'after_pause'],
  ] as const)('%s', (_, status, result, after, next) => {
    const advanced = advanceDeletion(deletion({ status, version: 4, itemsRemoved: 5 }), result, BIRTH);
    expect(advanced).toMatchObject({ deletion: { status: after, version: 5, itemsRemoved: 5 + result.removed }, next });
  });

  test('that found nothing for the second time in a row is the last', () => {
    const before = deletion({ status: 'erasing', quietPasses: 1 });
    expect(advanceDeletion(before, NOTHING, BIRTH)).toMatchObject({
      deletion: { status: 'erased', erasedAt: BIRTH },
      next: 'never',
    });
  });

  test.each([
    { ...NOTHING, removed: 1 },
    { ...NOTHING, complete: false },
    { ...NOTHING, stirred: true },
  ])('that found something, or did not look at all, proves nothing: %j', (result) => {
    const advanced = advanceDeletion(deletion({ status: 'erasing', quietPasses: 1 }), result, BIRTH);
    expect(advanced.deletion).toMatchObject({ quietPasses: 0 });
    expect(advanced.deletion.status).not.toBe('erased');
  });
});

describe('a receipt', () => {
  test('names its tenant and proves its own deletion, and no other', () => {
    const [receipt, other] = [mintReceipt(TENANT, random(7)), mintReceipt(TENANT, random(8))];
    expect(tenantOfReceipt(receipt)).toBe(TENANT);
    const own = deletion({ receiptHash: hashReceipt(receipt) });
    expect([provesDeletion(receipt, own), provesDeletion(other, own)]).toEqual([true, false]);
  });

  test.each([
    '',
    TENANT,
    'del_',
    `del_${'0'.repeat(26)}`,
    `del_${'0'.repeat(26)}_${'U'.repeat(32)}`,
    `x${mintReceipt(TENANT, random(1))}`,
  ])('is not %j', (text) => {
    expect(tenantOfReceipt(text)).toBeUndefined();
  });

  test('takes random bytes that are enough', () => {
    expect(() => mintReceipt(TENANT, new Uint8Array(8))).toThrow(RangeError);
  });
});

test('a tombstone is kept for ninety days', () => {
  expect(Date.parse(forgottenAt(BIRTH)) - Date.parse(BIRTH)).toBe(90 * 24 * 3_600_000);
});
