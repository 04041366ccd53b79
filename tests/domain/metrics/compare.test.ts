import { describe, expect, it } from 'vitest';
import { compareFigures } from '#domain/metrics/compare.ts';
import { type Counters, NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import { binOf } from '#domain/metrics/histogram.ts';

function figures(parts: Partial<Counters>) {
  return figuresOf({ ...NO_COUNTERS, ...parts });
}

const submitted = (count: number) => figures({ counts: new Map([['submitted', count]]) });

describe('a change', () => {
  it('is absolute, and relative to what it was', () => {
    expect(compareFigures(submitted(12), submitted(10)).counts.submitted).toEqual({
      before: 10,
      absolute: 2,
      relative: 0.2,
    });
  });

  it('from 0 is relative to nothing', () => {
    expect(compareFigures(submitted(12), submitted(0)).counts.submitted).toEqual({
      before: 0,
      absolute: 12,
      relative: null,
    });
  });

  it('of a rate is null where one of the periods has none', () => {
    const some = figures({ counts: new Map([['submitted', 4] as const, ['firstReassigned', 1] as const]) });
    expect(compareFigures(some, submitted(0)).rates.reassignment).toBeNull();
    expect(compareFigures(submitted(0), some).rates.reassignment).toBeNull();
    expect(compareFigures(some, some).rates.reassignment).toEqual({ before: 0.25, absolute: 0, relative: 0 });
  });

  it('of a clock that did not run before is null', () => {
    const working = new Map([[binOf(60_000), 1]]);
    const clocks = new Map([['accept', { ...NO_RUNS, counts: new Map([['met', 1] as const]), working }]]);
    const [change] = compareFigures(figures({ clocks }), submitted(1)).clocks;
    expect(change).toEqual({
      clock: 'accept',
      attainment: { raw: null, excused: null },
      workingSeconds: null,
      calendarSeconds: null,
    });
    const [same] = compareFigures(figures({ clocks }), figures({ clocks })).clocks;
    expect(same?.attainment.raw).toEqual({ before: 1, absolute: 0, relative: 0 });
    expect(same?.workingSeconds?.p50.absolute).toBe(0);
  });
});
