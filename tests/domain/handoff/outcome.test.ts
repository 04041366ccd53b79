import { expect, it } from 'vitest';
import { checkOutcomeSize, OUTCOME_LIMITS } from '#domain/handoff/outcome.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : { in: nested(levels - 1) });

it('takes an outcome up to 16 KiB and 16 levels, and nothing beyond', () => {
  const around = Buffer.byteLength(JSON.stringify({ text: '' }));
  expect(checkOutcomeSize({ text: 'x'.repeat(OUTCOME_LIMITS.bytes - around) })).toEqual([]);
  expect(checkOutcomeSize({ text: 'x'.repeat(OUTCOME_LIMITS.bytes - around + 1) })).toMatchObject([
    { pointer: '/outcome', code: 'outcome_too_large' },
  ]);
  expect(checkOutcomeSize(nested(16))).toEqual([]);
  expect(checkOutcomeSize(nested(17))).toMatchObject([{ pointer: '/outcome', code: 'outcome_too_deep' }]);
});
