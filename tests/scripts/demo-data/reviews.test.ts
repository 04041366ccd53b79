import { beforeAll, describe, expect, test } from 'vitest';
import { monthSchema } from '#domain/review/month.ts';
import type { Review } from '#domain/review/review.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { bodiesOf, DEMO_IDS, DemoCompany, idOf } from '#tests/support/demo-company.ts';
import { DEMO_VERSIONS, figuresOf } from '#tests/support/demo-figures.ts';
import { findingsOf } from '../../../scripts/demo-data/findings.ts';
import { monthsOf } from '../../../scripts/demo-data/options.ts';
import { OWNERS, QUEUES } from '../../../scripts/demo-data/plan/cast.ts';
import { officeCalendar, TIME_ZONE } from '../../../scripts/demo-data/plan/office.ts';
import { planDemo } from '../../../scripts/demo-data/plan/plan.ts';

const [QUEUES_KNOWN, OWNERS_KNOWN] = [
  QUEUES.map(({ key, name, members }) => ({ id: DEMO_IDS.queue(key), name, ownerIds: members.map(DEMO_IDS.owner) })),
  OWNERS.map(({ key, name }) => ({ id: DEMO_IDS.owner(key), name })),
];

/** The reviews of six months, told without any service. */
function reviewsOf(seed: number, firstMonth: string): readonly Review[] {
  const plan = planDemo({ seed, firstMonth, months: 6, handoffs: 5000 });
  const company = new DemoCompany(plan);
  const cells = figuresOf(company.lives(), company.office.time);
  const of = (month: string | undefined) =>
    cells.filter(({ cell }) => month !== undefined && cell.day.startsWith(month));
  const months = monthsOf(firstMonth, 6);
  return months.map((month, index) =>
    reviewOf({
      month: monthSchema().parse(month),
      mode: 'test',
      timeZone: TIME_ZONE,
      asOf: plan.end,
      cells: of(month),
      before: of(months[index - 1]),
      versions: DEMO_VERSIONS,
      queues: QUEUES_KNOWN,
      owners: OWNERS_KNOWN,
      calendars: new Map([[DEMO_IDS.calendar, officeCalendar(plan.years)]]),
    }),
  );
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
