import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REJECTION_CLASSES } from '#domain/contract/vocabulary.ts';
import type { Counted } from '#domain/metrics/counted.ts';
import { CLOCK_COUNTS, COUNTS, type Counters, PARTIES, TIME_CAUSES } from '#domain/metrics/counters.ts';
import { binOf, type Histogram, LAST_BIN } from '#domain/metrics/histogram.ts';
import { type Block, decodeBlock, encodeBlock } from '#storage/metrics-codec.ts';
import { pack, unpack } from '#storage/packed.ts';
import { holds } from '#tests/support/property.ts';

const RUNS = 300;
const numbers = fc.integer({ min: -(2 ** 50), max: 2 ** 50 }).filter((count) => count !== 0);

function countedBy<K extends string | number>(names: fc.Arbitrary<K>): fc.Arbitrary<Counted<K>> {
  return fc.array(fc.tuple(names, numbers), { maxLength: 5 }).map((entries) => new Map(entries));
}

const names = fc.oneof(fc.stringMatching(/^[A-Za-z][\w-]{0,8}$/), fc.constantFrom('constructor', 'toString'));
const fields = fc.oneof(
  fc.string().map((name) => `/${name}`),
  fc.constantFrom('other', '/__proto__'),
);
const bins = countedBy(fc.integer({ min: 0, max: LAST_BIN }));
const counters: fc.Arbitrary<Counters> = fc.record({
  counts: countedBy(fc.constantFrom(...COUNTS)),
  reasons: countedBy(names),
  classes: countedBy(fc.constantFrom(...REJECTION_CLASSES)),
  criteria: countedBy(names),
  fields: countedBy(fields),
  rerequested: countedBy(fields),
  milestones: countedBy(names),
  time: countedBy(fc.constantFrom(...TIME_CAUSES.flatMap((cause) => PARTIES.map((who) => `${cause}:${who}` as const)))),
  clocks: fc
    .array(
      fc.tuple(
        names,
        fc.record({ counts: countedBy(fc.constantFrom(...CLOCK_COUNTS)), working: bins, calendar: bins }),
      ),
      { maxLength: 3 },
    )
    .map((entries) => new Map(entries)),
});
const blocks: fc.Arbitrary<Block> = fc
  .array(fc.tuple(fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-10'), counters), { maxLength: 3 })
  .map((entries) => new Map(entries));

/** `count` durations, as many of each order of magnitude from a minute to a month, and not quite evenly. */
function spreadOut(count: number, offset: number): Histogram {
  const histogram = new Map<number, number>();
  for (let index = 0; index < count; index++) {
    const share = ((index * 7919 + offset * 104_729) % count) / count;
    const bin = binOf(60_000 * 43_200 ** (share ** 1.2));
    histogram.set(bin, (histogram.get(bin) ?? 0) + 1);
  }
  return histogram;
}

function manyOf(prefix: string, count: number): Counted {
  return new Map(
    Array.from({ length: count }, (_, index) => [`${prefix}_${index * 37}`, 1 + ((index * 7919) % 33_333)]),
  );
}

describe('a stored block of figures', () => {
  it('is read as it was written, also where less than nothing is counted', () => {
    holds(blocks, RUNS, (block) => {
      expect(decodeBlock(encodeBlock(block))).toEqual(block);
      const packed = pack(encodeBlock(block));
      expect(decodeBlock(unpack(packed))).toEqual(block);
    });
  });

  it('is refused where it is damaged', () => {
    const histograms = [
      '5',
      '5,',
      '5,x',
      '5,1.5',
      '5,1,',
      '5,,1',
      '5,-',
      '5,~2',
      '~5,1',
      '-5,1',
      ',1',
      `5,${'9'.repeat(17)}`,
    ];
    for (const clock of [...histograms.map((working) => ({ working })), { counts: { met: '1' } }]) {
      expect(() => decodeBlock(JSON.stringify({ '2026-11-01': { clocks: { accept: clock } } }))).toThrow();
    }
    expect(() => decodeBlock(JSON.stringify({ '2026-11-01': { counts: { unheard_of: 1 } } }))).toThrow();
  });

  it('takes less than 4 KB for a day of 30,000 handoffs with four clocks', () => {
    const perDay = 30_000;
    const clocks = ['accept', 'first_touch', 'complete', 'fix'].map((name, index) => {
      const counts = new Map(CLOCK_COUNTS.map((count, place) => [count, perDay - index * 1000 - place * 17] as const));
      const working = spreadOut(perDay, 2 * index);
      return [name, { counts, working, calendar: spreadOut(perDay, 2 * index + 1) }] as const;
    });
    const full: Counters = {
      counts: new Map(COUNTS.map((count, index) => [count, perDay - index * 997])),
      reasons: manyOf('reason', 8),
      classes: new Map(REJECTION_CLASSES.map((name, index) => [name, 10_000 - index])),
      criteria: manyOf('criterion', 8),
      fields: manyOf('/field', 12),
      rerequested: manyOf('/field', 12),
      milestones: manyOf('milestone', 4),
      time: allTimes(),
      clocks: new Map(clocks),
    };
    const { packed } = pack(encodeBlock(new Map([['2026-11-22', full]])));
    expect(packed).toBeInstanceOf(Uint8Array);
    expect((packed as Uint8Array).length).toBeLessThan(4096 - 200);
  });
});

function allTimes(): Counters['time'] {
  return new Map(
    TIME_CAUSES.flatMap((cause, row) =>
      PARTIES.map(
        (party, column) => [`${cause}:${party}`, 123_456_789_012 * (row + 1) + 987_654_321 * column] as const,
      ),
    ),
  );
}
