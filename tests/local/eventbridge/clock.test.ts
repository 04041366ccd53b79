import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '#local/aws-protocol/clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the system clock wakes at the instant, and not before', async () => {
  const wake = vi.fn();
  systemClock.wakeAt(90_000, wake);
  await vi.advanceTimersByTimeAsync(89_999);
  expect(wake).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(wake).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

test('an instant beyond the longest timer of the platform, 2^31 ms, does not wake early', async () => {
  const wake = vi.fn();
  const at = 2 ** 31 + 10_000;
  systemClock.wakeAt(at, wake);
  await vi.advanceTimersByTimeAsync(5000);
  expect(wake).not.toHaveBeenCalled();
  vi.setSystemTime(at - 500);
  await vi.advanceTimersByTimeAsync(499);
  expect(wake).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1001);
  expect(wake).toHaveBeenCalledOnce();
});

test('after a sleep of the machine, which timers do not count, it wakes within a second', async () => {
  const wake = vi.fn();
  systemClock.wakeAt(3600_000, wake);
  await vi.advanceTimersByTimeAsync(10_000);
  vi.setSystemTime(7200_000);
  await vi.advanceTimersByTimeAsync(1000);
  expect(wake).toHaveBeenCalledOnce();
});

test('an instant in the past wakes soon, and not within the call', async () => {
  const wake = vi.fn();
  systemClock.wakeAt(-1, wake);
  expect(wake).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);
  expect(wake).toHaveBeenCalledOnce();
});

test('a wake-up that was called off does not come', async () => {
  const wake = vi.fn();
  const cancel = systemClock.wakeAt(5000, wake);
  await vi.advanceTimersByTimeAsync(3000);
  cancel();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(wake).not.toHaveBeenCalled();
});
