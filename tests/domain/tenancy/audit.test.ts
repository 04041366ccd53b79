import { describe, expect, test } from 'vitest';
import { changedMembers } from '#domain/tenancy/audit.ts';

const NOON = '2026-11-22T12:00:00.000Z';

describe('the changes of an entry', () => {
  test('are the members that differ, in the order of their names', () => {
    expect(changedMembers({ b: 1, a: [1], same: { x: 1 } }, { b: 2, a: [2], same: { x: 1 }, c: null })).toEqual([
      { member: 'a', before: [1], after: [2] },
      { member: 'b', before: 1, after: 2 },
      { member: 'c', after: null },
    ]);
  });

  test('leave out what a document says of itself', () => {
    const before = { id: 'own_1', version: 1, updatedAt: 'then', createdAt: 'then' };
    expect(changedMembers(before, { ...before, version: 2, updatedAt: 'now' })).toEqual([]);
  });

  test.each([
    ['secrets', ['whsec_1'], ['whsec_2']],
    ['hash', 'a', 'b'],
    ['headers', { Authorization: 'a' }, { Authorization: 'b' }],
    ['apiToken', 'a', 'b'],
    ['previous', undefined, { hash: 'a', until: 'then' }],
    ['deeper', [{ down: { clientSecret: 'a' } }], []],
    ['tokenAt', 'a', 'b'],
    ['hash', NOON, NOON.replace('12', '13')],
    ['headers', { TokenAt: NOON }, {}],
  ])('name a secret member, %s, without its value', (member, before, after) => {
    expect(changedMembers({ [member]: before }, { [member]: after })).toEqual([{ member, withheld: 'secret' }]);
  });

  test.each([
    ['secretRotatedAt', undefined, NOON],
    ['within', { secretExpiresAt: NOON, name: 'a' }, { name: 'b' }],
  ])('tell when something was done to a secret: %s', (member, before, after) => {
    const told = { ...(before !== undefined && { before }), after };
    expect(changedMembers({ [member]: before }, { [member]: after })).toEqual([{ member, ...told }]);
  });

  test('name a member that is said to be secret without its value', () => {
    const [before, after] = [
      { url: 'a', urls: 'a' },
      { url: 'b', urls: 'b' },
    ];
    const told = { member: 'urls', before: 'a', after: 'b' };
    expect(changedMembers(before, after, ['url'])).toEqual([{ member: 'url', withheld: 'secret' }, told]);
    expect(changedMembers(before, undefined, ['url'])[0]).toEqual({ member: 'url', withheld: 'secret' });
    expect(changedMembers(before, before, ['url'])).toEqual([]);
  });

  test('name a long member without its value, and stay bounded however many there are', () => {
    expect(changedMembers({ text: 'a'.repeat(2_000) }, undefined)).toEqual([{ member: 'text', withheld: 'long' }]);
    const many = Object.fromEntries([...Array(100).keys()].map((index) => [`m${index}`, 'x'.repeat(900)]));
    expect(JSON.stringify(changedMembers(undefined, many)).length).toBeLessThan(25_000);
  });
});
