import { expect, it } from 'vitest';
import { NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { FIGURE_NAMES, figureNamed, nameOfFigure } from '#domain/metrics/figure-name.ts';
import { amountOf, NAMED_FIGURES } from '#domain/metrics/figure-ref.ts';

it('every figure is found by the name that links give it, and by no other', () => {
  for (const figure of FIGURE_NAMES) {
    const said = Object.hasOwn(NAMED_FIGURES, figure) ? { figure, name: 'some' } : { figure };
    const found = figureNamed(said);
    expect(found, figure).toBeDefined();
    if (found !== undefined) expect(figureNamed(nameOfFigure(found))).toEqual(found);
  }
  expect(figureNamed({ figure: 'luck' })).toBeUndefined();
  expect(figureNamed({ figure: 'constructor', name: 'some' })).toBeUndefined();
});

it.each([
  { figure: 'reason' },
  { figure: 'submitted', name: 'some' },
  { figure: 'submitted', clock: 'accept' },
  { figure: 'submitted', party: 'sender' as const },
  { figure: 'reason', name: 'some', clock: 'accept' },
  { figure: 'lostTime', clock: 'accept' },
  { figure: 'breached', party: 'sender' as const },
])('a name that does not go with what is said beside it is of no figure: %j', (said) => {
  expect(figureNamed(said)).toBeUndefined();
});

it('what was cancelled is handoffs, and with a clock its runs', () => {
  expect(figureNamed({ figure: 'cancelled' })).toEqual({ of: 'count', count: 'cancelled' });
  expect(figureNamed({ figure: 'cancelled', clock: 'fix' })).toEqual({ of: 'clock', clock: 'fix', count: 'cancelled' });
});

it('a figure of clocks is of one clock, or of all', () => {
  const runs = (breached: number) => ({ ...NO_RUNS, counts: new Map([['breached', breached] as const]) });
  const counters = { ...NO_COUNTERS, clocks: new Map([['accept', runs(2)] as const, ['complete', runs(3)] as const]) };
  expect(amountOf({ of: 'clock', clock: 'accept', count: 'breached' }, counters)).toBe(2);
  expect(amountOf({ of: 'clock', count: 'breached' }, counters)).toBe(5);
});

it('time is of one party, or of all, and what was worked is not lost', () => {
  const time = new Map([
    ['waiting:platform', 1],
    ['waiting:receiver', 10],
    ['closed:receiver', 100],
    ['worked:receiver', 1_000],
  ] as const);
  expect(amountOf({ of: 'time', cause: 'waiting' }, { time })).toBe(11);
  expect(amountOf({ of: 'time', cause: 'waiting', party: 'receiver' }, { time })).toBe(10);
  expect(amountOf({ of: 'time', cause: 'lost' }, { time })).toBe(111);
});
