import { describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { newIdAt, newIdElsewhen } from '#runtime/ids.ts';
import { BIRTH, HOUR } from '../support/instants.ts';

const ELSEWHEN = addSeconds(BIRTH, 1000 * HOUR);
const WELL_FORMED = /^hnd_[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

function made(count: number, next: (index: number) => string): string[] {
  return Array.from({ length: count }, (_, index) => next(index));
}

describe('ids', () => {
  test('of the present sort in the order in which they were made', () => {
    const ids = made(1000, () => newIdAt('hnd', BIRTH));
    expect(ids.toSorted()).toEqual(ids);
    for (const id of ids) expect(id).toMatch(WELL_FORMED);
  });

  test('of one instant on a test clock sort in the order in which they were made, however late that was', () => {
    const ids = made(1000, (index) => newIdElsewhen('hnd', ELSEWHEN, addSeconds(BIRTH, Math.floor(index / 100))));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(WELL_FORMED);
  });

  test('of several test clocks sort by the instants of these, made beside each other', () => {
    const instants = [ELSEWHEN, addSeconds(ELSEWHEN, -HOUR), addSeconds(ELSEWHEN, HOUR)];
    const [now, before, after] = instants.map((at) => newIdElsewhen('hnd', at, BIRTH));
    expect([now, before, after].toSorted()).toEqual([before, now, after]);
  });

  test('of one instant stay in order where the present goes back a little', () => {
    const ids = [3, 1, 2].map((seconds) => newIdElsewhen('hnd', ELSEWHEN, addSeconds(BIRTH, seconds)));
    expect(ids.toSorted()).toEqual(ids);
  });

  test('elsewhen do not take those of the present with them', () => {
    const before = newIdAt('hnd', BIRTH);
    newIdElsewhen('hnd', addSeconds(ELSEWHEN, 5000 * HOUR), BIRTH);
    const after = newIdAt('hnd', BIRTH);
    expect(after.slice(0, 14)).toBe(before.slice(0, 14));
  });
});
