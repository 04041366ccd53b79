import { expect, test } from 'vitest';
import { figureNamed } from '#domain/metrics/figure-name.ts';
import { amountOf } from '#domain/metrics/figure-ref.ts';
import { withLinks } from '#domain/review/review-links.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import {
  CONTRACT,
  type Counted,
  counters,
  OWNER,
  october,
  ofOwner,
  ofQueue,
  ofVersion,
  QUEUE,
} from './sample-month.ts';

const COUNTED = {
  counts: { submitted: 20, accepted: 14, rejected: 6, completed: 3, exhausted: 1 },
  clocks: { accept: { met: 12, breached: 8 }, complete: { met: 3, excused: 1 } },
  reasons: { missing: 6 },
  fields: { '/goals': 4, other: 2 },
  criteria: { arr_known: 3 },
  time: { 'waiting:receiver': 9_000, 'rework:sender': 4_000, 'worked:receiver': 8_000 },
} as const satisfies Counted;

const parametersOf = (link: string | undefined) => Object.fromEntries(new URLSearchParams(link?.split('?')[1]));

/** What the list behind a link adds up to. */
function amountBehind(link: string | undefined): number {
  const { figure = '', clock, name } = parametersOf(link);
  const ref = figureNamed({ figure, clock, name });
  if (ref === undefined) throw new Error(`${link} is of no figure`);
  return amountOf(ref, counters(COUNTED));
}

const cells = [
  ofVersion('2026-10-05', COUNTED),
  ofOwner('2026-10-05', OWNER, { clocks: { accept: { breached: 8 } } }),
  ofQueue('2026-10-05', QUEUE, { clocks: { accept: { breached: 8 } } }),
];
const review = withLinks(reviewOf(october({ cells, before: [ofVersion('2026-09-07', { counts: { submitted: 1 } })] })));
const [contract] = review.contracts;

test('what a link of a summary leads to adds up to the figure beside it, and a figure that is 0 has none', () => {
  const { handoffs = {}, timeLost, ...figures } = review.summary;
  const counted = Object.entries(figures).filter(([, value]) => typeof value === 'number');
  for (const [figure, value] of counted) {
    if (value === 0) expect(handoffs).not.toHaveProperty(figure);
    else expect([figure, amountBehind(handoffs[figure])]).toEqual([figure, value]);
  }
  const { handoffs: times = {}, ...seconds } = timeLost;
  expect(Object.keys(times)).toEqual(['seconds', 'waitingSeconds', 'reworkSeconds']);
  for (const [member, link] of Object.entries(times)) {
    expect(amountBehind(link) / 1000).toBe(Object.entries(seconds).find(([name]) => name === member)?.[1]);
  }
});

test('what is behind rejections and breaches leads to the handoffs of the contract, the person, the name', () => {
  const { reasons, fields, criteria, owners, queues } = contract?.behind ?? {};
  for (const part of [reasons, fields, criteria].flatMap((all) => all ?? [])) {
    expect(amountBehind(part.handoffs)).toBe(part.count);
    expect(parametersOf(part.handoffs)).toMatchObject({ contractId: CONTRACT, name: part.id });
  }
  const days = { from: '2026-10-01', to: '2026-10-31', timeZone: 'Europe/Berlin' };
  const breached = { ...days, contractId: CONTRACT, figure: 'breached' };
  expect(parametersOf(owners?.[0]?.handoffs)).toEqual({ ...breached, ownerId: OWNER });
  expect(parametersOf(queues?.[0]?.handoffs)).toEqual({ ...breached, queueId: QUEUE });
  expect(review.rejections.fields.map(({ handoffs }) => parametersOf(handoffs))).toEqual([
    { ...days, figure: 'field', name: '/goals' },
    { ...days, figure: 'field', name: 'other' },
  ]);
});

test('the month before leads to its own days', () => {
  expect(parametersOf(review.before?.handoffs?.['submitted'])).toEqual({
    figure: 'submitted',
    from: '2026-09-01',
    to: '2026-09-30',
    timeZone: 'Europe/Berlin',
  });
});

test('every link names the zone of the review: the days may be those of another zone by now', () => {
  const tuesdays = ofVersion('2026-10-06', { clocks: { accept: { breached: 12 } }, counts: { exhausted: 8 } });
  const links = JSON.stringify(withLinks(reviewOf(october({ cells: [...cells, tuesdays] })))).match(
    /\/v1\/metrics[^"]*/g,
  );
  const rules = withLinks(reviewOf(october({ cells: [...cells, tuesdays] }))).suggestions.map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['cover_weekday', 'end_escalation']));
  expect(links?.map((link) => parametersOf(link)['timeZone']).filter((zone) => zone !== 'Europe/Berlin')).toEqual([]);
});

test('the month in which time begins, west of Greenwich, has links of the one day of it that there is', () => {
  const last = [ofVersion('1969-12-31', { counts: { submitted: 1 } })];
  const input = { mode: 'test', timeZone: 'America/Denver', provisionalBecause: 'test_clocks' } as const;
  const days = { from: '1969-12-31', to: '1969-12-31' };
  const first = withLinks(reviewOf(october({ ...input, month: '1969-12', cells: last })));
  expect(parametersOf(first.summary.handoffs?.['submitted'])).toMatchObject(days);
  const second = withLinks(reviewOf(october({ ...input, month: '1970-01', before: last })));
  expect(parametersOf(second.before?.handoffs?.['submitted'])).toMatchObject(days);
});

test('a name that was cut off leads nowhere: it is not the one that is counted by', () => {
  const long = `/${'a'.repeat(300)}`;
  const cited = [ofVersion('2026-10-05', { counts: { rejected: 2 }, fields: { [long]: 2 } })];
  const [field] = withLinks(reviewOf(october({ cells: cited }))).rejections.fields;
  expect(field).toMatchObject({ count: 2 });
  expect(field).not.toHaveProperty('handoffs');
});
