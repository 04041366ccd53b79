import { describe, expect, test } from 'vitest';
import { addSeconds, type Instant } from '#domain/instant.ts';
import { checkEventIds, checkWindow, windowUpTo } from '#services/replay/check-request.ts';
import { BIRTH } from '../../support/instants.ts';
import { HANDOFF, storeHandoff, testSystem } from '../support/test-system.ts';

const at = (seconds: number): Instant => addSeconds(BIRTH, seconds);
const codes = (from: Instant, to?: Instant) =>
  checkWindow({ from, to }, BIRTH).map(({ pointer, code }) => `${pointer} ${code}`);

describe('a window', () => {
  test('that begins when it is asked for, or later, is refused, also within what clocks may be off', () => {
    expect(codes(at(0), at(30))).toEqual(['/from in_future']);
    expect(codes(at(10), at(30))).toEqual(['/from in_future']);
    expect(codes(at(600), at(700))).toEqual(['/from in_future', '/to in_future']);
    expect(codes(at(-0.001), at(30))).toEqual([]);
  });

  test('without an end ends now, and is refused for its beginning alone', () => {
    expect(codes(at(-60))).toEqual([]);
    expect(codes(at(0))).toEqual(['/from in_future']);
    expect(codes(at(-91 * 86_400))).toEqual(['/from too_old']);
    expect(windowUpTo(at(0.25), { from: at(-60) })).toEqual({ from: at(-60), to: at(0.25) });
  });

  test('begins with the whole second of its beginning, and ends by now', () => {
    expect(windowUpTo(at(0.25), { from: at(-0.001), to: at(30) })).toEqual({ from: at(-1), to: at(0.25) });
    expect(windowUpTo(at(0.25), { from: at(0.2), to: at(30) })).toEqual({ from: at(0), to: at(0.25) });
  });
});

test('of events, each that is unknown, too old or named twice is told, all at once', async () => {
  const system = testSystem();
  await storeHandoff(system);
  const [first, second] = ['000001', '000002'].map((sequence) => `evt_${HANDOFF.handoffId.slice(4)}_${sequence}`);
  const ids = [first ?? '', 'evt_00000000000000000000000009', second ?? '', first ?? ''];
  const found = async () => (await checkEventIds(system.context(), ids)).map(({ pointer, code }) => [pointer, code]);
  const unknown = ['/eventIds/1', 'unknown_event'];
  expect(await found()).toEqual([unknown, ['/eventIds/3', 'repeated']]);
  system.clock.now = at(91 * 86_400);
  const tooOld = [0, 2, 3].map((index) => [`/eventIds/${index}`, 'too_old']);
  expect(await found()).toEqual([tooOld[0], unknown, tooOld[1], tooOld[2]]);
});
