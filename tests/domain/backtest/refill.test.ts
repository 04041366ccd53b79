import { describe, expect, test } from 'vitest';
import { beginRefilling } from '#domain/backtest/refill.ts';

const GOALS = { field: '/goals' };
const ARR = { field: '/terms/arr' };
const mark = (field: string) => ({ field, handoffId: 'hnd_1', packetRevision: 1 });

describe('a packet that is to be filled by other rules than it was', () => {
  test('keeps what the same rule carried over, and is not filled by it again', () => {
    const then = { packet: { goals: 'Live' }, inherited: [mark('/goals')], rules: [GOALS, ARR] };
    expect(beginRefilling(then, [GOALS, ARR])).toEqual({ packet: { goals: 'Live' }, inherited: [], open: [] });
  });

  test('loses what no rule, or another one, carries over, with the object that held nothing else', () => {
    const packet = { goals: 'Live', terms: { arr: 1 }, own: 1 };
    const then = { packet, inherited: [mark('/goals'), mark('/terms/arr')], rules: [GOALS, ARR] };
    const elsewhere = { field: '/goals', from: { field: '/aims' } };
    expect(beginRefilling(then, [elsewhere])).toEqual({ packet: { own: 1 }, inherited: [], open: [elsewhere] });
  });

  test('keeps what was sent, beside what was carried over into it too', () => {
    const then = { packet: { goals: null, terms: { arr: 1, x: 2 } }, inherited: [mark('/terms/arr')], rules: [ARR] };
    const { packet, open } = beginRefilling(then, [GOALS, { field: '/terms' }]);
    expect([packet, open]).toEqual([{ goals: null, terms: { x: 2 } }, []]);
  });
});
