import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLOCK_COUNTS, COUNTS } from '#domain/metrics/counters.ts';
import { withLinks } from '#domain/review/review-links.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { readStoredReview, requireReadable } from '#domain/review/stored-review.ts';
import { answerChecker } from '#tests/e2e/support/contract/answer-faults.ts';
import { readDocument } from '#tests/e2e/support/contract/document.ts';
import { holds } from '#tests/support/property.ts';
import { CONTRACT, OTHER_CONTRACT, OWNER, october, ofOwner, ofQueue, ofVersion, QUEUE } from './sample-month.ts';

const count = fc.oneof(fc.constant(0), fc.nat({ max: 40 }));
const countsOf = <K extends string>(names: readonly K[]) =>
  fc.array(fc.tuple(fc.constantFrom(...names), count), { maxLength: 10 }).map((all) => Object.fromEntries(all));

/** Counts that have nothing to do with each other, as where what began in one month goes on in the next. */
const anyCells = fc.array(
  fc
    .record({
      day: fc.integer({ min: 1, max: 31 }),
      version: fc.integer({ min: 1, max: 4 }),
      contract: fc.constantFrom(CONTRACT, OTHER_CONTRACT),
      kind: fc.constantFrom('contract', 'owner', 'queue'),
      counts: countsOf(COUNTS),
      runs: countsOf(CLOCK_COUNTS),
      cited: count,
      waited: count,
    })
    .map(({ day, version, contract, kind, counts, runs, cited, waited }) => {
      const counted = {
        counts,
        clocks: { accept: runs },
        fields: { '/goals': cited },
        criteria: { arr_known: cited },
        time: { 'waiting:receiver': waited * 3_600_000 },
      };
      const date = `2026-10-${String(day).padStart(2, '0')}`;
      if (kind === 'owner') return ofOwner(date, OWNER, counted, contract);
      return kind === 'queue' ? ofQueue(date, QUEUE, counted, contract) : ofVersion(date, counted, contract, version);
    }),
  { maxLength: 20 },
);

const faultsOf = answerChecker(readDocument());
const HEADERS = { 'x-request-id': 'r', 'content-type': 'application/json', vary: 'Accept' };

function answered(body: object): readonly string[] {
  const headers = new Headers(HEADERS);
  return faultsOf({ method: 'GET', path: '/v1/reviews/2026-10', status: 200, text: JSON.stringify(body), headers });
}

describe('whatever was counted', () => {
  test('a review is one that can be kept, read again, and answered as the document promises', () => {
    holds(fc.tuple(anyCells, anyCells), 150, ([cells, before]) => {
      const review = reviewOf(october({ cells, before }));
      requireReadable(review);
      expect(readStoredReview(JSON.parse(JSON.stringify(review)))).toEqual(review);
      expect(
        answered({
          ...withLinks(review),
          actions: [],
          earlierActions: [],
          earlierActionsOmitted: 0,
          effectsOmitted: 0,
        }),
      ).toEqual([]);
    });
  });
});

test('a month in which more handoffs were reassigned than submitted can be kept and read', () => {
  const cells = [ofVersion('2026-10-02', { counts: { submitted: 1, reassigned: 3, firstReassigned: 3 } })];
  const review = reviewOf(october({ cells }));
  expect(review.summary.rates.reassignment).toBe(3);
  expect(() => requireReadable(review)).not.toThrow();
});

const REVIEW = reviewOf(october({ cells: [ofVersion('2026-10-02', { counts: { submitted: 1 } })] }));

test('what could not be read again is not kept', () => {
  expect(() => requireReadable({ ...REVIEW, contractsOmitted: Number.NaN })).toThrow(/contractsOmitted/);
});

test('what was kept is read, although a number is beyond its bounds or a member is not known', () => {
  const rates = { ...REVIEW.summary.rates, rejection: 3 };
  const stored = { ...REVIEW, summary: { ...REVIEW.summary, rates, later: 1 } };
  expect(readStoredReview(stored).summary.rates.rejection).toBe(3);
});

test('what is no review is not read as one', () => {
  expect(() => readStoredReview({ ...REVIEW, summary: undefined })).toThrow();
  expect(() => readStoredReview({ ...REVIEW, month: 10 })).toThrow();
});
