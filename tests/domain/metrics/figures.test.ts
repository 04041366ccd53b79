import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounters, type ClockCounters, type Counters, NO_COUNTERS, NO_RUNS } from '#domain/metrics/counters.ts';
import { CountersSum } from '#domain/metrics/counters-sum.ts';
import { figuresOf } from '#domain/metrics/figures.ts';
import { binOf } from '#domain/metrics/histogram.ts';
import { tallyOf } from '#domain/metrics/tally-of.ts';
import { holds } from '#tests/support/property.ts';
import { factsOf } from './facts-of.ts';
import { eventfulLives } from './lives.ts';

function counters(parts: Partial<Counters>): Counters {
  return { ...NO_COUNTERS, ...parts };
}

function accept(parts: Partial<ClockCounters>): Counters {
  return counters({ clocks: new Map([['accept', { ...NO_RUNS, ...parts }]]) });
}

describe('figures', () => {
  it('of nothing have no rate, no attainment and no duration, and never NaN', () => {
    const { rates, clocks, counts, time } = figuresOf(NO_COUNTERS);
    expect(rates).toEqual({ rejection: null, reassignment: null, override: null, dropOff: null });
    expect(clocks).toEqual([]);
    expect(Object.values(counts).every((count) => count === 0)).toBe(true);
    expect(time.lostSeconds).toBe(0);
    const [clock] = figuresOf(accept({ counts: new Map([['started', 2]]) })).clocks;
    expect(clock?.attainment).toEqual({ raw: null, excused: null });
    expect(clock?.workingSeconds).toBeNull();
  });

  it('leave excused breaches out of attainment instead of making successes of them', () => {
    const runs = [
      ['met', 8],
      ['breached', 2],
      ['excused', 1],
    ] as const;
    const [clock] = figuresOf(accept({ counts: new Map(runs) })).clocks;
    expect(clock?.attainment).toEqual({ raw: 8 / 10, excused: 8 / 9 });
  });

  it('have no excused attainment where every breach was excused and nothing was met', () => {
    const counts = new Map([
      ['breached', 2],
      ['excused', 2],
    ] as const);
    expect(figuresOf(accept({ counts })).clocks[0]?.attainment).toEqual({ raw: 0, excused: null });
  });

  it('divide what docs/metrics.md says by what it says', () => {
    const counts = new Map([
      ['submitted', 10],
      ['resubmitted', 2],
      ['accepted', 6],
      ['reaccepted', 1],
      ['rejected', 3],
      ['firstReassigned', 4],
      ['overridden', 3],
      ['completed', 3],
      ['disqualified', 1],
      ['cancelled', 2],
    ] as const);
    expect(figuresOf(counters({ counts })).rates).toEqual({
      rejection: 3 / 10,
      reassignment: 4 / 10,
      override: 3 / 15,
      dropOff: 3 / 6,
    });
  });

  it('give quantiles within 2 % of the exact ones', () => {
    const working = new Map<number, number>();
    for (let minute = 1; minute <= 100; minute++) {
      const bin = binOf(minute * 60_000);
      working.set(bin, (working.get(bin) ?? 0) + 1);
    }
    const found = figuresOf(accept({ working })).clocks[0]?.workingSeconds;
    for (const [q, minutes] of [
      ['p50', 50],
      ['p90', 90],
      ['p99', 99],
    ] as const) {
      expect(Math.abs((found?.[q] ?? 0) / (minutes * 60) - 1)).toBeLessThan(0.02);
    }
  });

  it('split the time that was lost by cause and party, without the time that was worked', () => {
    const time = new Map([
      ['waiting:platform', 1_500],
      ['waiting:receiver', 500],
      ['rework:sender', 3_000],
      ['worked:receiver', 60_000],
    ] as const);
    const { lostSeconds, causes } = figuresOf(counters({ time })).time;
    expect(lostSeconds).toBe(5);
    expect(causes.waiting).toEqual({ seconds: 2, platformSeconds: 1.5, senderSeconds: 0, receiverSeconds: 0.5 });
    expect(causes.worked.seconds).toBe(60);
  });

  it('name what is cited, the most frequent first', () => {
    const fields = new Map([
      ['/b', 1],
      ['/c', 5],
      ['/a', 1],
    ]);
    expect(figuresOf(counters({ fields })).rejections.fields.map(({ name }) => name)).toEqual(['/c', '/a', '/b']);
  });
});

it('counters that are added up in place are those that are added one by one', () => {
  holds(fc.array(eventfulLives, { minLength: 1, maxLength: 3 }), 50, (lives) => {
    const all = lives.flatMap(({ events, world }) => [...tallyOf(events, factsOf(world), 'UTC').values()]);
    const sum = new CountersSum();
    for (const entry of all) sum.add(entry.counters);
    const expected = all.reduce((total, entry) => addCounters(total, entry.counters), NO_COUNTERS);
    expect(sum.counters).toEqual(expected);
  });
});
