import { monthSchema } from '#domain/review/month.ts';
import type { Review } from '#domain/review/review.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import { monthsOf } from '../../scripts/demo-data/options.ts';
import { OWNERS, QUEUES } from '../../scripts/demo-data/plan/cast.ts';
import { officeCalendar, TIME_ZONE } from '../../scripts/demo-data/plan/office.ts';
import { type PlanSettings, planDemo } from '../../scripts/demo-data/plan/plan.ts';
import { DEMO_IDS, DemoCompany } from './demo-company.ts';
import { DEMO_VERSIONS, figuresOf } from './demo-figures.ts';

const [QUEUES_KNOWN, OWNERS_KNOWN] = [
  QUEUES.map(({ key, name, members }) => ({ id: DEMO_IDS.queue(key), name, ownerIds: members.map(DEMO_IDS.owner) })),
  OWNERS.map(({ key, name }) => ({ id: DEMO_IDS.owner(key), name })),
];

/** The reviews of a demo's months, told without any service. */
export function demoReviews(settings: PlanSettings): readonly Review[] {
  const plan = planDemo(settings);
  const company = new DemoCompany(plan);
  const cells = figuresOf(company.lives(), company.office.time);
  const of = (month: string | undefined) =>
    cells.filter(({ cell }) => month !== undefined && cell.day.startsWith(month));
  const months = monthsOf(settings.firstMonth, settings.months);
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
