import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Instant } from '#domain/instant.ts';
import { reviewSchema } from '#domain/review/review.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { holds } from '#tests/support/property.ts';
import {
  CONTRACT,
  OTHER_CONTRACT,
  OWNER,
  october,
  ofOwner,
  ofQueue,
  ofVersion,
  QUEUE,
  version,
} from './sample-month.ts';

test('a month in which nothing happened says so, and divides by nothing', () => {
  const review = reviewOf(october());
  expect(review).toMatchObject({ empty: true, provisional: false, before: null, changes: [], suggestions: [] });
  expect(review.summary.attainment).toEqual({ raw: null, excused: null });
  expect(review.days).toHaveLength(31);
  expect(JSON.stringify(review)).not.toMatch(/NaN|Infinity/);
});

test('a month is compared with the one before, and a change is not known where either is not', () => {
  const cells = [ofVersion('2026-10-05', { counts: { submitted: 12 }, clocks: { accept: { met: 9, breached: 1 } } })];
  const before = [ofVersion('2026-09-07', { counts: { submitted: 10, rejected: 2, accepted: 8 } })];
  const { changes } = reviewOf(october({ cells, before }));
  expect(changes.find(({ figure }) => figure === 'submitted')).toEqual({
    figure: 'submitted',
    now: 12,
    before: 10,
    change: 2,
  });
  expect(changes.find(({ figure }) => figure === 'attainment')).toMatchObject({ now: 0.9, before: null, change: null });
  expect(changes.find(({ figure }) => figure === 'rejectionRate')).toMatchObject({
    now: null,
    before: 0.2,
    change: null,
  });
});

test('a clock is below target by less than nine of ten, of ten or more', () => {
  const of = (met: number, breached: number) =>
    reviewOf(october({ cells: [ofVersion('2026-10-05', { clocks: { accept: { met, breached } } })] })).contracts[0];
  expect([of(8, 2), of(9, 1), of(0, 9)].map((contract) => contract?.belowTarget)).toEqual([true, false, false]);
});

test('a clock stands beside itself the month before, not beside all clocks', () => {
  const cells = [ofVersion('2026-10-05', { clocks: { accept: { met: 8, breached: 2 }, complete: { met: 10 } } })];
  const before = [
    ofVersion('2026-09-07', { clocks: { accept: { met: 17, breached: 3 }, first_touch: { breached: 60 } } }),
  ];
  const [contract] = reviewOf(october({ cells, before })).contracts;
  expect(contract?.clocks).toMatchObject([
    { clock: 'accept', attainment: { raw: 0.8 }, attainmentBefore: 0.85, belowTarget: true, belowTargetBefore: true },
    { clock: 'complete', attainment: { raw: 1 }, attainmentBefore: null, belowTarget: false, belowTargetBefore: false },
  ]);
});

test('a contract below target comes first, with what is behind it', () => {
  const late = { clocks: { accept: { met: 4, breached: 8 } } };
  const cells = [
    ofVersion('2026-10-05', { counts: { submitted: 90 } }, OTHER_CONTRACT),
    ofVersion('2026-10-05', { ...late, counts: { rejected: 4 }, fields: { '/goals': 2 }, reasons: { other: 4 } }),
    ofQueue('2026-10-05', QUEUE, late),
    ofOwner('2026-10-05', OWNER, { clocks: { accept: { breached: 2 } } }),
  ];
  const { contracts } = reviewOf(october({ cells }));
  expect(contracts.map(({ contractId }) => contractId)).toEqual([CONTRACT, OTHER_CONTRACT]);
  expect(contracts[0]?.behind).toEqual({
    reasons: [{ id: 'other', count: 4, share: 1 }],
    criteria: [],
    fields: [{ id: '/goals', count: 2, share: 0.5 }],
    owners: [{ id: OWNER, name: 'Priya Raman', count: 2, share: 0.25 }],
    queues: [{ id: QUEUE, name: 'Implementation', count: 8, share: 1 }],
  });
});

test('a running month ends with the day on which it is looked at', () => {
  const { to, days, provisional } = reviewOf(
    october({ asOf: '2026-10-09T23:30:00.000Z' as Instant, provisionalBecause: 'running' }),
  );
  expect([to, days.length, provisional]).toEqual(['2026-10-10', 10, true]);
});

test('of a running month in test mode all days are meant, as test clocks may be ahead', () => {
  const ahead = [ofVersion('2026-10-20', { counts: { submitted: 3 }, clocks: { accept: { met: 8, breached: 12 } } })];
  const asOf = '2026-10-09T09:00:00.000Z' as Instant;
  const review = reviewOf(october({ mode: 'test', asOf, provisionalBecause: 'running', cells: ahead }));
  expect([review.to, review.days.length]).toEqual(['2026-10-31', 31]);
  expect(review.days.reduce((sum, { met, breached }) => sum + met + breached, 0)).toBe(20);
  const [tuesdays] = review.suggestions.filter(({ rule }) => rule === 'cover_weekday');
  expect(tuesdays?.evidence.filter(({ handoffs }) => handoffs?.includes('from=2026-10-20'))).toMatchObject([
    { value: 12 },
  ]);
});

test('the days of the week add up to the month', () => {
  const cells = ['2026-10-03', '2026-10-10', '2026-10-12'].map((day) =>
    ofVersion(day, { clocks: { accept: { met: 1, breached: 2 } } }),
  );
  const { weekdays, summary } = reviewOf(october({ cells }));
  expect(weekdays.find(({ weekday }) => weekday === 'sat')).toMatchObject({ met: 2, breached: 4 });
  expect(weekdays.reduce((sum, { breached }) => sum + breached, 0)).toBe(summary.breached);
});

test('a version is better where fewer are rejected than chance explains, once both have run', () => {
  const run = (number: number, accepted: number, rejected: number) =>
    ofVersion('2026-10-05', { counts: { accepted, rejected } }, CONTRACT, number);
  const versions = [version({}, CONTRACT, 2)];
  const shipped = (cells: Parameters<typeof october>[0]) => reviewOf(october({ versions, ...cells })).shipped;
  const [better] = shipped({ cells: [run(2, 95, 5)], before: [run(1, 60, 40)] });
  expect(better).toMatchObject({ version: 2, previousVersion: 1, verdict: 'better' });
  expect(better?.text).toContain('rejections went from 40.0 % to 5.0 %');
  expect(shipped({ cells: [run(2, 60, 40)], before: [run(1, 95, 5)] })[0]?.verdict).toBe('worse');
  expect(shipped({ cells: [run(2, 18, 2), run(1, 17, 3)] })[0]?.verdict).toBe('same');
  expect(shipped({ cells: [run(2, 18, 1), run(1, 60, 40)] })).toEqual([]);
  expect(shipped({ cells: [run(1, 60, 40)] })).toEqual([]);
});

const count = fc.nat({ max: 40 });
const someCells = fc.array(
  fc
    .record({
      day: fc.integer({ min: 1, max: 31 }),
      version: fc.integer({ min: 1, max: 3 }),
      contract: fc.constantFrom(CONTRACT, OTHER_CONTRACT),
      kind: fc.constantFrom('contract', 'owner', 'queue'),
      counts: fc.record({
        submitted: count,
        accepted: count,
        rejected: count,
        completed: count,
        cancelled: count,
        exhausted: count,
      }),
      runs: fc.record({ met: count, breached: count }),
      cited: count,
      waited: count,
    })
    .map(({ day, version: number, contract, kind, counts, runs, cited, waited }) => {
      const counted = {
        counts,
        clocks: { accept: runs },
        fields: { '/goals': Math.min(cited, counts.rejected) },
        time: { 'waiting:receiver': waited * 3_600_000 },
      } as const;
      const date = `2026-10-${String(day).padStart(2, '0')}`;
      if (kind === 'owner') return ofOwner(date, OWNER, counted, contract);
      return kind === 'queue' ? ofQueue(date, QUEUE, counted, contract) : ofVersion(date, counted, contract, number);
    }),
  { maxLength: 30 },
);

test('whatever was counted, a review is one that can be kept and read again, and the same each time', () => {
  holds(fc.tuple(someCells, someCells), 60, ([cells, before]) => {
    const review = reviewOf(october({ cells, before }));
    expect(reviewSchema().parse(JSON.parse(JSON.stringify(review)))).toEqual(review);
    expect(reviewOf(october({ cells: cells.toReversed(), before }))).toEqual(review);
    expect(new Set(review.suggestions.map(({ id }) => id)).size).toBe(review.suggestions.length);
  });
});

test('names as long as a schema may have them leave a review that can be kept', () => {
  const name = `/${'a'.repeat(60_000)}`;
  const cells = Array.from({ length: 60 }, (_, index) =>
    ofVersion(
      '2026-10-05',
      { counts: { rejected: 20 }, fields: { [name]: 20 } },
      `ctr_${String(index).padStart(26, '0')}`,
    ),
  );
  const review = reviewOf(october({ cells }));
  expect(JSON.stringify(review).length).toBeLessThan(200_000);
  expect([review.contracts.length, review.contractsOmitted, review.suggestions]).toEqual([50, 10, []]);
});
