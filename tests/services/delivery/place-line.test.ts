import { expect, test } from 'vitest';
import { addSeconds, secondsBetween } from '#domain/instant.ts';
import { LINE_HORIZON_SECONDS, PlaceLine } from '#services/delivery/place-line.ts';
import { BIRTH } from '../../support/instants.ts';

test('those who find no place come back one after the other, none before a second, each line by itself', () => {
  const line = new PlaceLine();
  const turns = [1, 2, 3].map(() => line.join('a', BIRTH, 0.2, 0));
  expect(turns).toEqual([1, 1.2, 1.4].map((seconds) => addSeconds(BIRTH, seconds)));
  expect(line.join('b', BIRTH, 0.2, 1)).toBe(addSeconds(BIRTH, 2));
});

test('a line that has passed holds nobody up', () => {
  const line = new PlaceLine();
  for (let joined = 0; joined < 50; joined++) line.join('a', BIRTH, 0.2, 0);
  const now = addSeconds(BIRTH, 60);
  expect(line.join('a', now, 0.2, 0)).toBe(addSeconds(now, 1));
});

test('however long the line, all are back within the horizon, and no second sees more of them than its share', () => {
  const line = new PlaceLine();
  const total = 20_000;
  const waits = Array.from({ length: total }, (_, index) =>
    secondsBetween(BIRTH, line.join('a', BIRTH, 0.2, (index * 0.618) % 1)),
  );
  expect(Math.max(...waits)).toBeLessThanOrEqual(LINE_HORIZON_SECONDS);
  const perSecond = Map.groupBy(waits, Math.floor);
  const share = 5 + (1.2 * total) / (LINE_HORIZON_SECONDS / 2);
  for (const same of perSecond.values()) expect(same.length).toBeLessThan(share);
});
