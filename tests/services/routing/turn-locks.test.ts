import { expect, test } from 'vitest';
import { TurnLocks } from '#services/routing/turn-locks.ts';

/** Longer than any test. */
const LONG = 60_000;

test('those who want the same come one after the other, in the order in which they asked', async () => {
  const locks = new TurnLocks();
  const log: string[] = [];
  const stay = async (name: string) => {
    log.push(`${name} comes`);
    await new Promise(setImmediate);
    log.push(`${name} goes`);
  };
  await Promise.all(
    ['a', 'b', 'c'].map((name) => locks.inTurn('queue', (arrival) => stay(`${name}, ${arrival},`), LONG)),
  );
  expect(log).toEqual(['a, first,', 'b, next,', 'c, next,'].flatMap((name) => [`${name} comes`, `${name} goes`]));
});

test('nobody waits for those who want something else', async () => {
  const locks = new TurnLocks();
  const never = Promise.withResolvers<void>();
  const stuck = locks.inTurn('queue', () => never.promise, LONG);
  expect(await locks.inTurn('another', async (arrival) => arrival, LONG)).toBe('first');
  never.resolve();
  await stuck;
});

test('who would have to wait for too long is told so, and those behind come after the ones before all the same', async () => {
  const locks = new TurnLocks();
  const leave = Promise.withResolvers<void>();
  const first = locks.inTurn('queue', () => leave.promise, LONG);
  expect(await locks.inTurn('queue', async (arrival) => arrival, 0)).toBe('late');
  const behind = locks.inTurn('queue', async (arrival) => arrival, LONG);
  leave.resolve();
  await first;
  expect(await behind).toBe('next');
});

test('one whose work fails does not stand in the way of the next', async () => {
  const locks = new TurnLocks();
  const failing = locks.inTurn('queue', () => Promise.reject(new Error('lost')), LONG);
  const next = locks.inTurn('queue', async (arrival) => arrival, LONG);
  await expect(failing).rejects.toThrow('lost');
  expect(await next).toBe('next');
  await new Promise(setImmediate);
  expect(await locks.inTurn('queue', async (arrival) => arrival, LONG)).toBe('first');
});
