import { expect, test } from 'vitest';
import type { TallyEntry } from '#domain/metrics/tally.ts';
import type { ReviewInput } from '#domain/review/input.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import {
  CONTRACT,
  type Counted,
  OTHER_CONTRACT,
  OTHER_OWNER,
  OTHER_QUEUE,
  OWNER,
  october,
  ofOwner,
  ofQueue,
  ofVersion,
  QUEUE,
  version,
} from './sample-month.ts';

const MONDAY = '2026-10-05';
const TUESDAY = '2026-10-06';
const SATURDAY = '2026-10-10';

function rulesOf(cells: readonly TallyEntry[], input: Partial<ReviewInput> = {}): string[] {
  return reviewOf(october({ ...input, cells })).suggestions.map(({ id }) => id);
}

const on = (counted: Counted, day = MONDAY) => [ofVersion(day, counted)];

test('a field that a quarter of at least ten rejections cite is to be required, unless it is', () => {
  const cited = (count: number, rejected: number) => on({ counts: { rejected }, fields: { '/stakeholders': count } });
  expect(rulesOf(cited(3, 12))).toEqual([`require_field:${CONTRACT}:/stakeholders`]);
  expect(rulesOf(cited(2, 12))).toEqual([]);
  expect(rulesOf(cited(9, 9))).toEqual([]);
  expect(rulesOf(on({ counts: { rejected: 12 }, fields: { '/goals': 5 } }))).toEqual([
    `sharpen_field:${CONTRACT}:/goals`,
  ]);
});

const REQUIRING = { packet: { schema: { type: 'object', required: ['a/b~c'] } } };
const cites = (number: number, count: number, rejected = count) =>
  ofVersion(MONDAY, { counts: { rejected }, fields: { '/a~1b~0c': count } }, CONTRACT, number);

test('a field is judged by the schemas under which it was cited: one that a version requires by now is mended', () => {
  const versions = [version({}, CONTRACT, 1), version(REQUIRING, CONTRACT, 2)];
  expect(rulesOf([cites(1, 10), cites(2, 0, 1)], { versions })).toEqual([]);
  expect(rulesOf([cites(1, 10), cites(2, 3, 12)], { versions })).toEqual([`sharpen_field:${CONTRACT}:/a~1b~0c`]);
  const [found] = reviewOf(october({ cells: [cites(1, 10), cites(2, 3, 12)], versions })).suggestions;
  expect(found?.text).toContain('3 of 12 (25 %) rejections of “Closed-won to onboarding” under version 2.');
  expect(found?.evidence).toEqual([
    {
      what: 'rejections that cite /a~1b~0c under version 2',
      value: 3,
      of: 12,
      unit: 'count',
      handoffs: `/v1/metrics/handoffs?figure=field&name=%2Fa%7E1b%7E0c&contractId=${CONTRACT}&version=2&from=2026-10-01&to=2026-10-31`,
    },
  ]);
});

test('a version that is in force and requires a field mends it before it has run', () => {
  const versions = [version({}, CONTRACT, 1), version(REQUIRING, CONTRACT, 2)];
  const require = [`require_field:${CONTRACT}:/a~1b~0c`];
  expect(rulesOf([cites(1, 10)], { versions, inForce: new Map([[CONTRACT, 2]]) })).toEqual([]);
  expect(rulesOf([cites(1, 10)], { versions, inForce: new Map([[CONTRACT, 1]]) })).toEqual(require);
  expect(rulesOf([cites(1, 10)], { versions })).toEqual(require);
});

test('a criterion that asks for something else by now is not asked for again', () => {
  const cells = [ofVersion(MONDAY, { counts: { rejected: 10 }, criteria: { arr_known: 5 } })];
  const mended = { entryCriteria: [{ id: 'arr_known', description: 'ARR is known', expression: 'packet.arr > 10.0' }] };
  const versions = [version({}, CONTRACT, 1), version(mended, CONTRACT, 2)];
  expect(rulesOf(cells, { versions, inForce: new Map([[CONTRACT, 2]]) })).toEqual([]);
  expect(rulesOf(cells, { versions })).toEqual([`sharpen_criterion:${CONTRACT}:arr_known`]);
});

test('what no schema declares is no field that could be required', () => {
  expect(rulesOf(on({ counts: { rejected: 20 }, fields: { other: 20 } }))).toEqual([]);
});

test('a criterion that rejections cite asks for less than receivers do', () => {
  const [suggestion] = reviewOf(
    october({ cells: on({ counts: { rejected: 10 }, criteria: { arr_known: 5 } }) }),
  ).suggestions;
  expect(suggestion).toMatchObject({ rule: 'sharpen_criterion', criterionId: 'arr_known', contractVersion: 1 });
  expect(suggestion?.text).toContain('ARR is known');
});

test('criteria that are set aside five times and in a tenth of cases are to be revisited', () => {
  const overridden = (count: number, submitted: number) => on({ counts: { overridden: count, submitted } });
  expect(rulesOf(overridden(5, 50))).toEqual([`revisit_overridden_criteria:${CONTRACT}`]);
  expect(rulesOf(overridden(5, 51))).toEqual([]);
  expect(rulesOf(overridden(4, 4))).toEqual([]);
});

const waited = (decisions: number, hours: number, runs: { met: number; breached: number }): Counted => ({
  counts: { accepted: decisions },
  clocks: { accept: runs },
  time: { 'waiting:receiver': decisions * hours * 3_600_000 },
});

test('a queue in which handoffs wait twice as long as elsewhere, and which is late, needs more hands', () => {
  const queues = (hours: number) => [
    ofQueue(MONDAY, QUEUE, waited(20, hours, { met: 10, breached: 10 })),
    ofQueue(MONDAY, OTHER_QUEUE, waited(20, 2, { met: 20, breached: 0 })),
    ...on(waited(40, hours, { met: 30, breached: 10 })),
  ];
  expect(rulesOf(queues(4))).toContain(`relieve_queue:${QUEUE}`);
  expect(rulesOf(queues(3.9))).not.toContain(`relieve_queue:${QUEUE}`);
});

test('the waiting of a queue is told beside that of the others, or not at all', () => {
  const told = (decisions: number) => {
    const cells = [
      ofQueue(MONDAY, QUEUE, waited(decisions, 4, { met: 10, breached: 10 })),
      ofQueue(MONDAY, OTHER_QUEUE, waited(20, 2, { met: 20, breached: 0 })),
      ...on(waited(40, 4, { met: 30, breached: 10 })),
    ];
    const found = reviewOf(october({ cells })).suggestions.find(({ rule }) => rule === 'relieve_queue');
    return { text: found?.text, waiting: found?.evidence.filter(({ unit }) => unit === 'seconds') };
  };
  expect(told(20)).toMatchObject({ text: expect.stringMatching('4 h in it, 2 h elsewhere'), waiting: [{}, {}] });
  expect(told(19)).toMatchObject({ text: expect.not.stringMatching('elsewhere|waits'), waiting: [] });
});

test('whoever is to change a field, a criterion or a calendar is told how to try it on past handoffs', () => {
  const cells = [
    ...on({
      counts: { submitted: 40, rejected: 12, completed: 10, cancelled: 10 },
      fields: { '/goals': 6, '/stakeholders': 6 },
      criteria: { arr_known: 6 },
    }),
    ofVersion(SATURDAY, { clocks: { accept: { met: 0, breached: 10 } } }),
  ];
  const { suggestions } = reviewOf(october({ cells }));
  const rules = ['require_field', 'sharpen_field', 'sharpen_criterion', 'qualify_earlier', 'cover_weekend'];
  expect(suggestions.map(({ rule }) => rule).sort()).toEqual(rules.sort());
  for (const { text } of suggestions) expect(text).toContain(`POST /v1/contracts/${CONTRACT}/backtest`);
});

test('a queue whose members have reached their capacity needs more hands', () => {
  const cells = [
    ofQueue(MONDAY, QUEUE, waited(20, 1, { met: 10, breached: 10 })),
    ofQueue(MONDAY, OTHER_QUEUE, waited(20, 1, { met: 20, breached: 0 })),
    ...on(waited(40, 1, { met: 30, breached: 10 })),
  ];
  const owners = (openHandoffs: number) => [{ id: OWNER, name: 'Priya', capacity: 10, openHandoffs }];
  expect(rulesOf(cells, { owners: owners(10) })).toContain(`relieve_queue:${QUEUE}`);
  expect(rulesOf(cells, { owners: owners(9) })).not.toContain(`relieve_queue:${QUEUE}`);
});

test('a queue that is late at weekends alone does not need more hands in the week', () => {
  const cells = [
    ofQueue(SATURDAY, QUEUE, waited(20, 40, { met: 0, breached: 20 })),
    ofQueue(MONDAY, QUEUE, waited(20, 1, { met: 50, breached: 1 })),
    ...on(waited(20, 1, { met: 50, breached: 21 })),
  ];
  expect(rulesOf(cells)).not.toContain(`relieve_queue:${QUEUE}`);
});

test('a clock that is late at weekends needs them staffed, or left out', () => {
  const weekend = (breached: number) => [
    ofVersion(SATURDAY, { clocks: { accept: { met: 1, breached } } }),
    ofVersion(TUESDAY, { clocks: { accept: { met: 60, breached: 12 } } }),
  ];
  expect(rulesOf(weekend(8))).toEqual([`cover_weekend:${CONTRACT}:accept`]);
  expect(rulesOf(weekend(7))).toEqual([`cover_weekday:${CONTRACT}:accept:tuesdays`].slice(1));
});

test('what is said of weekends goes by the calendar of the clock', () => {
  const cells = [ofVersion(SATURDAY, { clocks: { accept: { breached: 10 } } })];
  const clocks = (calendarId?: string) => [
    {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted'],
      target: 'PT4H',
      warnAt: [],
      pausable: false,
      ...(calendarId && { calendarId }),
    },
  ];
  const text = (input: Partial<ReviewInput>) => reviewOf(october({ cells, ...input })).suggestions[0]?.text;
  expect(text({ versions: [version({ clocks: clocks() })] })).toContain('no calendar');
  const calendars = new Map([
    [
      'cal_1',
      { timezone: 'UTC', weekly: { sat: [['09:00', '12:00']] as [string, string][] }, holidays: [], overrides: {} },
    ],
  ]);
  expect(text({ versions: [version({ clocks: clocks('cal_1') })], calendars })).toContain('open at weekends');
});

test('a day of the week on which a clock is late needs somebody', () => {
  const cells = [
    ofVersion(MONDAY, { clocks: { accept: { met: 2, breached: 10 } } }),
    ofVersion(TUESDAY, { clocks: { accept: { met: 60, breached: 2 } } }),
  ];
  expect(rulesOf(cells)).toEqual([`cover_weekday:${CONTRACT}:accept:mondays`]);
});

test('escalations that end in vain are to end with somebody who acts', () => {
  expect(rulesOf(on({ counts: { exhausted: 5 } }))).toEqual([`end_escalation:${CONTRACT}`]);
  expect(rulesOf(on({ counts: { exhausted: 4 } }))).toEqual([]);
});

test('an owner who has most breaches and by far not most of the work is to be relieved', () => {
  const cells = (decisions: number) => [
    ...on({ counts: { accepted: 100 }, clocks: { accept: { met: 80, breached: 20 } } }),
    ofOwner(MONDAY, OWNER, { counts: { accepted: decisions }, clocks: { accept: { breached: 12 } } }),
    ofOwner(MONDAY, OTHER_OWNER, { counts: { accepted: 100 - decisions }, clocks: { accept: { breached: 8 } } }),
  ];
  expect(rulesOf(cells(40))).toContain(`relieve_owner:${CONTRACT}:${OWNER}`);
  expect(rulesOf(cells(41))).not.toContain(`relieve_owner:${CONTRACT}:${OWNER}`);
});

test('handoffs that go from hand to hand ask for a rule of routing', () => {
  const moved = (count: number, submitted: number) => on({ counts: { submitted, firstReassigned: count } });
  expect(rulesOf(moved(4, 20))).toEqual([`sharpen_routing:${CONTRACT}`]);
  expect(rulesOf(moved(3, 20))).toEqual([]);
  expect(rulesOf(moved(19, 19))).toEqual([]);
});

test('handoffs that do not arrive are to be qualified earlier', () => {
  const ended = (dropped: number, completed: number) => on({ counts: { disqualified: dropped, completed } });
  expect(rulesOf(ended(6, 14))).toEqual([`qualify_earlier:${CONTRACT}`]);
  expect(rulesOf(ended(5, 15))).toEqual([]);
});

test('that which the most handoffs speak for comes first, and each links to them', () => {
  const { suggestions } = reviewOf(
    october({ cells: on({ counts: { rejected: 20, exhausted: 6 }, fields: { '/stakeholders': 8, '/risks': 12 } }) }),
  );
  expect(suggestions.map(({ rule }) => rule)).toEqual(['require_field', 'require_field', 'end_escalation']);
  expect(suggestions[0]?.field).toBe('/risks');
  expect(suggestions.flatMap(({ evidence }) => evidence[0]?.handoffs ?? [])).toEqual([
    `/v1/metrics/handoffs?figure=field&name=%2Frisks&contractId=${CONTRACT}&from=2026-10-01&to=2026-10-31`,
    `/v1/metrics/handoffs?figure=field&name=%2Fstakeholders&contractId=${CONTRACT}&from=2026-10-01&to=2026-10-31`,
    `/v1/metrics/handoffs?figure=exhausted&contractId=${CONTRACT}&from=2026-10-01&to=2026-10-31`,
  ]);
});

const LINK = `/v1/metrics/handoffs?figure=breached&clock=accept&contractId=${CONTRACT}`;

test('what is said of weekends links to each of them, with what is behind that link', () => {
  const cells = ['2026-10-03', '2026-10-04', SATURDAY, '2026-10-31'].map((day, index) =>
    ofVersion(day, { clocks: { accept: { breached: index + 5 } } }),
  );
  const [found] = reviewOf(october({ cells })).suggestions;
  expect(found?.evidence).toEqual([
    { what: 'breaches due on Saturdays and Sundays', value: 26, of: 26, unit: 'count' },
    {
      what: 'breaches due on 2026-10-03 and 2026-10-04',
      value: 11,
      unit: 'count',
      handoffs: `${LINK}&from=2026-10-03&to=2026-10-04`,
    },
    {
      what: 'breaches due on 2026-10-10 and 2026-10-11',
      value: 7,
      unit: 'count',
      handoffs: `${LINK}&from=2026-10-10&to=2026-10-11`,
    },
    { what: 'breaches due on 2026-10-31', value: 8, unit: 'count', handoffs: `${LINK}&from=2026-10-31&to=2026-10-31` },
    { what: 'attainment on Saturdays and Sundays', value: 0, unit: 'share' },
  ]);
});

test('what is said of a day of the week links to each such day', () => {
  const cells = [MONDAY, '2026-10-12'].map((day) => ofVersion(day, { clocks: { accept: { breached: 6 } } }));
  const [found] = reviewOf(october({ cells })).suggestions;
  expect(found?.evidence.flatMap(({ value, handoffs }) => (handoffs === undefined ? [] : [[value, handoffs]]))).toEqual(
    [
      [6, `${LINK}&from=${MONDAY}&to=${MONDAY}`],
      [6, `${LINK}&from=2026-10-12&to=2026-10-12`],
    ],
  );
});

test('what is said of a queue links to each contract that was in it, and calls no half more than the rest', () => {
  const late = (contractId: string, breached: number) => [
    ofQueue(MONDAY, QUEUE, { counts: { accepted: 20 }, clocks: { accept: { breached } } }, contractId),
    ofVersion(MONDAY, { counts: { accepted: 20 }, clocks: { accept: { breached } } }, contractId),
  ];
  const owners = [{ id: OWNER, name: 'Priya', capacity: 10, openHandoffs: 10 }];
  const cells = [...late(CONTRACT, 10), ...late(OTHER_CONTRACT, 15)];
  const found = (elsewhere: number) =>
    reviewOf(
      october({ cells: [...cells, ofVersion(MONDAY, { clocks: { complete: { breached: elsewhere } } })], owners }),
    ).suggestions.find(({ rule }) => rule === 'relieve_queue');
  expect(found(25)?.text).toContain('25 of 50 (50 %) breaches, and is');
  expect(found(24)?.text).toContain('more than all others together');
  const link = (contractId: string) =>
    `/v1/metrics/handoffs?figure=breached&contractId=${contractId}&queueId=${QUEUE}&from=2026-10-01&to=2026-10-31`;
  expect(
    found(25)?.evidence.flatMap(({ value, handoffs }) => (handoffs === undefined ? [] : [[value, handoffs]])),
  ).toEqual([
    [15, link(OTHER_CONTRACT)],
    [10, link(CONTRACT)],
  ]);
});
