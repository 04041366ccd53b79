import { describe, expect, it } from 'vitest';
import { decodeCursor, pageWithin } from '#services/page.ts';

const MEGABYTE = 'x'.repeat(1024 * 1024);
const item = (id: number, text = MEGABYTE) => ({ id: String(id), text });

describe('a page', () => {
  it('ends before an answer becomes too large for Lambda, and goes on from there', () => {
    const page = pageWithin({ data: [1, 2, 3, 4, 5, 6].map((id) => item(id)), next: '6' }, ({ id }) => id);
    expect(page.data.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(decodeCursor(page.nextCursor ?? '')).toBe('3');
  });

  it('has one item at least, however large', () => {
    const page = pageWithin({ data: [item(1, MEGABYTE.repeat(5)), item(2)] }, ({ id }) => id);
    expect(page.data.map(({ id }) => id)).toEqual(['1']);
    expect(decodeCursor(page.nextCursor ?? '')).toBe('1');
  });

  it('is as it was read where it fits', () => {
    expect(pageWithin({ data: [item(1), item(2)] }, ({ id }) => id).nextCursor).toBeNull();
    expect(decodeCursor(pageWithin({ data: [item(1)], next: '1' }, ({ id }) => id).nextCursor ?? '')).toBe('1');
  });
});
