import { beforeAll, describe, expect, test } from 'vitest';
import type { Review } from '#domain/review/review.ts';
import { bodiesOf, DEMO_IDS, idOf } from '#tests/support/demo-company.ts';
import { demoReviews } from '#tests/support/demo-reviews.ts';
import { findingsOf } from '../../../scripts/demo-data/findings.ts';

function reviewsOf(seed: number, firstMonth: string): readonly Review[] {
  return demoReviews({ seed, firstMonth, months: 6, handoffs: 5000 });
}

function missedIn(reviews: readonly Review[]): readonly string[] {
  const findings = findingsOf(reviews, { ids: DEMO_IDS, contract: (key) => idOf('ctr', key) });
  expect(findings).toHaveLength(5);
  return findings.filter(({ found }) => !found).map(({ what }) => what);
}

let reviews: readonly Review[];
beforeAll(() => {
  reviews = reviewsOf(7, '2026-05');
});

describe('the reviews of 5,000 handoffs over six months, told without any service', () => {
  test('name every fault that was planted, and nothing of what is healthy', () => {
    expect(missedIn(reviews)).toEqual([]);
  });

  test('do so for another seed, in another half year, over the change of the clocks and the end of a year', () => {
    expect(missedIn(reviewsOf(3, '2026-09'))).toEqual([]);
  });

  test('show that about a third of the rejections cite the missing field, and none after it was required', () => {
    const shares = reviews.map(({ rejections, contracts }) => {
      const cited = rejections.fields.find(({ id }) => id === '/stakeholders')?.count ?? 0;
      const own = contracts.find(({ contractId }) => contractId === idOf('ctr', 'onboardings'));
      return cited / (own?.summary.rejected ?? 1);
    });
    for (const share of shares.slice(0, 3)) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.1);
    // what was submitted before may be sent back a day after
    expect(shares[3]).toBeLessThan(0.15);
    for (const share of shares.slice(4)) expect(share).toBe(0);
  });

  test('count each handoff once, in the month in which it was submitted', () => {
    const submitted = reviews.reduce((sum, { summary }) => sum + summary.submitted, 0);
    expect(submitted).toBe(5000);
    for (const { summary } of reviews) expect(summary.submitted).toBeGreaterThan(700);
  });

  test('speak of contracts as the templates have them, under two versions of the one that is mended', () => {
    expect(bodiesOf('onboardings')).toHaveLength(2);
    expect(new Set(reviews.flatMap(({ contracts }) => contracts.map(({ name }) => name))).size).toBe(5);
  });
});

describe('the small demo that is advised', () => {
  test.each([
    [7, '2026-07'],
    [7, '2026-12'],
    [1, '2026-03'],
  ])('names every fault with 1,000 handoffs over four months: seed %i, from %s on', (seed, firstMonth) => {
    expect(missedIn(demoReviews({ seed, firstMonth, months: 4, handoffs: 1000 }))).toEqual([]);
  });
});
