import { describe, expect, it } from 'vitest';
import { compileCriteria } from '#domain/contract/compile.ts';
import { changedFields, citedFields, requireMended } from '#domain/handoff/mend.ts';
import { refusalOf } from '#tests/support/refusal.ts';

const criteria = compileCriteria(
  [
    { id: 'arr_known', expression: 'packet.arr > 0.0' },
    { id: 'owner_known', expression: 'has(packet.owner) && packet.owner.email != ""' },
    { id: 'filled', expression: 'size(packet) > 1' },
    { id: 'broken', expression: 'packet.arr >' },
  ],
  {},
  'entry',
);

function cited(ids: readonly string[], fields: readonly string[] = []) {
  const rejection = { reason: 'missing', class: 'clerical', criteria: [...ids], fields: [...fields] } as const;
  return citedFields({ ...rejection, criteria: [...ids], fields: [...fields] }, criteria);
}

describe('what a rejection cites', () => {
  it('is the fields that it names and those that its criteria read, each once', () => {
    expect(cited(['arr_known', 'owner_known'], ['/goals', '/arr'])).toEqual([
      '/goals',
      '/arr',
      '/owner',
      '/owner/email',
    ]);
  });

  it('is nothing of the packet for a criterion that could not be compiled', () => {
    expect(cited(['broken'])).toEqual([]);
  });

  it('is the whole packet for a criterion that the contract has no longer', () => {
    expect(cited(['renamed'], ['/goals'])).toEqual(['/goals', '']);
  });

  it('is the whole packet where a criterion looks at all of it', () => {
    expect(cited(['filled'])).toEqual(['']);
  });
});

describe('what has changed', () => {
  const before = { goals: 'grow', stakeholders: [{ role: 'buyer' }], arr: 1 };

  it('is what has another value, was added or was removed', () => {
    const after = { goals: 'shrink', stakeholders: [{ role: 'user' }], owner: {} };
    const fields = ['/goals', '/stakeholders/0/role', '/arr', '/owner', '/risks'];
    expect(changedFields(fields, before, after)).toEqual(['/goals', '/stakeholders/0/role', '/arr', '/owner']);
  });

  it('is not the order of the members of an object', () => {
    const field = ['/owner'];
    expect(changedFields(field, { owner: { a: 1, b: [2] } }, { owner: { b: [2], a: 1 } })).toEqual([]);
  });

  it('of the whole packet is anything at all', () => {
    expect(changedFields([''], before, { ...before, arr: 2 })).toEqual(['']);
    expect(changedFields([''], before, structuredClone(before))).toEqual([]);
  });
});

describe('a resubmission', () => {
  it('in which nothing that was cited has changed is refused with what was cited', () => {
    const refusal = refusalOf(() => requireMended(['/goals', ''], []));
    expect(refusal.violations).toMatchObject([
      { pointer: '/packet', code: 'nothing_changed', details: { cited: ['/goals', ''] } },
    ]);
    expect(refusal.violations[0]?.message).toContain('cites /goals, the whole packet;');
  });

  it('passes with one of several cited fields changed, and where nothing of the packet was cited', () => {
    expect(() => requireMended(['/goals', '/arr'], ['/arr'])).not.toThrow();
    expect(() => requireMended([], [])).not.toThrow();
  });
});
