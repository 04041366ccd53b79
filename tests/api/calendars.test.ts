import { beforeEach, describe, expect, test } from 'vitest';
import { CALENDAR, PREVIEW_ANSWER, PREVIEWS } from '#api/schemas/calendar-examples.ts';
import { addSeconds } from '#domain/instant.ts';
import { NOON } from './support/test-app.ts';
import { signUp, type WholeApp, wholeApp } from './support/whole-app.ts';

const NOBODY = 'cal_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
const START = '2026-11-27T11:00:00.000Z';

let app: WholeApp;
let key: string;
let other: string;

beforeEach(async () => {
  app = wholeApp();
  const keys = await signUp(app);
  key = keys.test;
  other = keys.live;
});

const call = (method: string, path: string, json?: unknown, headers: Record<string, string> = {}) =>
  app.call(method, path, { key, headers, ...(json === undefined ? {} : { json }) });

async function created(json: unknown = CALENDAR): Promise<string> {
  const answer = await call('POST', '/v1/calendars', json);
  expect(answer.status, answer.text).toBe(201);
  return answer.json.id;
}

const causes = (answer: Awaited<ReturnType<typeof call>>): string[][] => {
  expect(answer, answer.text).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
  return answer.json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
};

describe('a calendar', () => {
  test('is answered as it was sent, with an id and version 1, and is found and listed so', async () => {
    const answer = await call('POST', '/v1/calendars', CALENDAR);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.json).toEqual({ ...CALENDAR, id: answer.json.id, version: 1, createdAt: NOON, updatedAt: NOON });
    const got = await call('GET', `/v1/calendars/${answer.json.id}`);
    expect(got.json).toEqual(answer.json);
    expect(got.headers.get('etag')).toBe('"1"');
    expect((await call('GET', '/v1/calendars')).json).toEqual({ data: [answer.json], nextCursor: null });
  });

  test('has no holidays and no overrides unless it says so', async () => {
    const { holidays: _holidays, overrides: _overrides, ...plain } = CALENDAR;
    expect(await created(plain).then((id) => call('GET', `/v1/calendars/${id}`))).toMatchObject({
      json: { holidays: [], overrides: {} },
    });
  });

  test('is listed page by page, in the order of creation', async () => {
    const ids = [await created(), await created(), await created()];
    const first = await call('GET', '/v1/calendars?limit=2');
    const second = await call('GET', `/v1/calendars?limit=2&cursor=${first.json.nextCursor}`);
    expect([...first.json.data, ...second.json.data].map(({ id }) => id)).toEqual(ids);
    expect(second.json.nextCursor).toBeNull();
  });

  test('is replaced as a whole, as its next version, and keeps its id and birth', async () => {
    const id = await created();
    app.clock.now = addSeconds(NOON, 60);
    const next = { name: 'Berlin', timezone: 'Europe/Berlin', weekly: { mon: [['08:00', '24:00']] } };
    const answer = await call('PUT', `/v1/calendars/${id}`, next);
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer).toMatchObject({ status: 200, json: { ...next, id, version: 2, holidays: [], overrides: {} } });
    expect(answer.json).toMatchObject({ createdAt: NOON, updatedAt: addSeconds(NOON, 60) });
    expect((await call('GET', `/v1/calendars/${id}`)).json).toEqual(answer.json);
  });

  test('that somebody else replaced meanwhile is not overwritten by who read it before', async () => {
    const id = await created();
    const replace = (etag: string, name: string) =>
      call('PUT', `/v1/calendars/${id}`, { ...CALENDAR, name }, { 'if-match': etag });
    expect((await replace('"1"', 'theirs')).status).toBe(200);
    expect(await replace('"1"', 'mine')).toMatchObject({ status: 409, json: { code: 'concurrent_update' } });
    expect(await replace('W/"1"', 'mine')).toMatchObject({ status: 400, json: { code: 'malformed_request' } });
    expect((await call('GET', `/v1/calendars/${id}`)).json).toMatchObject({ version: 2, name: 'theirs' });
  });

  test('that was removed is not there any more', async () => {
    const id = await created();
    expect((await call('DELETE', `/v1/calendars/${id}`)).status).toBe(204);
    for (const method of ['GET', 'DELETE']) {
      expect(await call(method, `/v1/calendars/${id}`)).toMatchObject({ status: 404, json: { code: 'not_found' } });
    }
    expect((await call('PUT', `/v1/calendars/${id}`, CALENDAR)).status).toBe(404);
    expect((await call('GET', '/v1/calendars')).json.data).toEqual([]);
  });

  test('is not removed while owners work by it, who are named', async () => {
    const calendarId = await created();
    const owner = (await call('POST', '/v1/owners', { name: 'Ana', calendarId })).json.id;
    const refused = await call('DELETE', `/v1/calendars/${calendarId}`);
    expect(refused).toMatchObject({ status: 409, json: { code: 'in_use', owners: [owner] } });
    expect((await call('PATCH', `/v1/owners/${owner}`, { calendarId: null })).status).toBe(200);
    expect((await call('DELETE', `/v1/calendars/${calendarId}`)).status).toBe(204);
  });

  test('of test mode is not there in live mode', async () => {
    const id = await created();
    const seen = await app.call('GET', `/v1/calendars/${id}`, { key: other });
    expect(seen.status).toBe(404);
    expect((await app.call('GET', '/v1/calendars', { key: other })).json.data).toEqual([]);
  });

  test('is not changed by a key that may read only', async () => {
    const id = await created();
    const made = await call('POST', '/v1/api-keys', { name: 'reader', scopes: ['contracts:read'] });
    const reader = made.json.secret;
    const attempts = [
      await app.call('POST', '/v1/calendars', { key: reader, json: CALENDAR }),
      await app.call('PUT', `/v1/calendars/${id}`, { key: reader, json: CALENDAR }),
      await app.call('DELETE', `/v1/calendars/${id}`, { key: reader }),
    ];
    for (const { json } of attempts) expect(json).toMatchObject({ code: 'insufficient_scope' });
    expect((await app.call('GET', `/v1/calendars/${id}`, { key: reader })).status).toBe(200);
    const preview = { calendarId: id, start: START, target: 'PT1H' };
    expect((await app.call('POST', '/v1/calendars/preview', { key: reader, json: preview })).status).toBe(200);
  });
});

describe('a calendar that could not be kept is refused', () => {
  const refused = (parts: object) => call('POST', '/v1/calendars', { ...CALENDAR, ...parts });

  test('when it contradicts itself, on creation and on replacement alike', async () => {
    const overlapping = {
      weekly: {
        mon: [
          ['09:00', '12:00'],
          ['11:00', '17:00'],
        ],
      },
    };
    const onCreation = causes(await refused(overlapping));
    expect(onCreation.map(([pointer]) => pointer)).toEqual(['/weekly/mon/1']);
    const id = await created();
    expect(causes(await call('PUT', `/v1/calendars/${id}`, { ...CALENDAR, ...overlapping }))).toEqual(onCreation);
    expect((await call('GET', `/v1/calendars/${id}`)).json.version).toBe(1);
  });

  test('when it is larger than 64 KiB', async () => {
    const quarters = Array.from({ length: 24 }, (_, hour) => {
      const name = String(hour).padStart(2, '0');
      return [`${name}:00`, `${name}:30`];
    });
    const dates = Array.from({ length: 150 }, (_, day) =>
      new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10),
    );
    const overrides = Object.fromEntries(dates.map((date) => [date, quarters]));
    expect(causes(await refused({ overrides }))).toEqual([['', 'calendar_too_large']]);
  });
});

describe('a preview', () => {
  const preview = (json: unknown) => call('POST', '/v1/calendars/preview', json);
  const OPEN_CLOSED_OPEN = PREVIEW_ANSWER.segments;

  test('tells when a target falls due, and shows every stretch up to then', async () => {
    const id = await created();
    const answer = await preview({ ...PREVIEWS.target.value, calendarId: id });
    expect(answer).toMatchObject({ status: 200, json: PREVIEW_ANSWER });
  });

  test('by a calendar that is not stored tells the same, and stores nothing', async () => {
    const { name: _name, ...calendar } = CALENDAR;
    const answer = await preview({ calendar, start: PREVIEWS.target.value.start, target: 'PT4H' });
    expect(answer.json).toEqual(PREVIEW_ANSWER);
    expect((await call('GET', '/v1/calendars')).json.data).toEqual([]);
  });

  test('tells how much working time a span has', async () => {
    const answer = await preview({ calendar: CALENDAR, start: START, end: PREVIEW_ANSWER.dueAt });
    expect(answer.json).toEqual({ elapsedSeconds: 14_400, segments: OPEN_CLOSED_OPEN });
  });

  test('of a span without length is empty', async () => {
    const answer = await preview({ calendar: CALENDAR, start: START, end: START });
    expect(answer.json).toEqual({ elapsedSeconds: 0, segments: [] });
  });

  test('counts the hour that autumn repeats', async () => {
    const answer = await preview(PREVIEWS.span.value);
    expect(answer.json.elapsedSeconds).toBe(25 * 3600);
  });

  test('counts business days by the calendar: over a short day before Christmas, and a holiday', async () => {
    const answer = await preview({ ...PREVIEWS.businessDays.value, calendarId: undefined, calendar: CALENDAR });
    // Wednesday 15:00, Thursday until noon; Friday is a holiday; Monday 15:00
    expect(answer.json.dueAt).toBe('2026-12-28T14:00:00.000Z');
  });

  test('by a stored calendar goes by its newest version', async () => {
    const id = await created();
    await call('PUT', `/v1/calendars/${id}`, { ...CALENDAR, weekly: { fri: [['00:00', '24:00']] } });
    const answer = await preview({ calendarId: id, start: START, target: 'PT4H' });
    expect(answer.json.dueAt).toBe(addSeconds(NOON, (5 * 24 - 1 + 4) * 3600));
  });

  const calendar = CALENDAR;
  const later = '2026-12-01T00:00:00Z';
  test.each<[string, object, string[][]]>([
    ['nothing to tell by', { start: START, end: later }, [['/calendar', 'required']]],
    ['two calendars', { calendar, calendarId: NOBODY, start: START, end: later }, [['/calendarId', 'one_too_many']]],
    ['neither target nor end', { calendar, start: START }, [['/target', 'required']]],
    ['target and end', { calendar, start: START, target: 'PT1H', end: later }, [['/end', 'one_too_many']]],
    ['no start', { calendar, target: 'PT1H' }, [['/start', 'required']]],
    [
      'a calendar that is not there',
      { calendarId: NOBODY, start: START, target: 'PT1H' },
      [['/calendarId', 'unknown_calendar']],
    ],
    ['an end before the start', { calendar, start: later, end: START }, [['/end', 'before_start']]],
    ['a start in 1899', { calendar, start: '1899-12-31T23:59:59Z', target: 'PT1H' }, [['/start', 'out_of_range']]],
    ['a start in 2201', { calendar, start: '2201-01-01T00:00:00Z', target: 'PT1H' }, [['/start', 'out_of_range']]],
    [
      'an end in 2201',
      { calendar, start: '2200-12-31T00:00:00Z', end: '2201-01-01T00:00:00Z' },
      [['/end', 'out_of_range']],
    ],
    [
      'a span of more than 20 years',
      { calendar, start: START, end: '2046-11-28T00:00:00Z' },
      [['/end', 'span_too_long']],
    ],
    ['a target of a bare day', { calendar, start: START, target: 'P1D' }, [['/target', 'invalid']]],
    ['a target of four years', { calendar, start: START, target: 'PT35041H' }, [['/target', 'invalid']]],
    ['a target of no time', { calendar, start: START, target: 'PT0S' }, [['/target', 'invalid']]],
    [
      'no business days',
      { calendar, start: START, target: { businessDays: 0 } },
      [['/target/businessDays', 'too_small']],
    ],
    ['an unknown field', { calendar, start: START, target: 'PT1H', zone: 'UTC' }, [['/zone', 'unknown_field']]],
    [
      'a calendar in no zone',
      { calendar: { ...CALENDAR, timezone: '+02:00' }, start: START, target: 'PT1H' },
      [['/calendar/timezone', 'invalid']],
    ],
    [
      'everything wrong',
      { start: '1800-01-01T00:00:00Z' },
      [
        ['/calendar', 'required'],
        ['/start', 'out_of_range'],
        ['/target', 'required'],
      ],
    ],
  ])('with %s is refused, with its place', async (_what, json, expected) => {
    expect(causes(await preview(json))).toEqual(expected);
  });

  test('finds in a calendar that is sent along all that creating it would', async () => {
    const reversed = { ...CALENDAR, weekly: { mon: [['17:00', '09:00']] } };
    const onCreation = causes(await call('POST', '/v1/calendars', reversed));
    expect(onCreation.length).toBeGreaterThan(0);
    expect(causes(await preview({ calendar: reversed, start: START, target: 'PT1H' }))).toEqual(
      onCreation.map(([pointer, code]) => [`/calendar${pointer}`, code]),
    );
  });

  /** Open for one minute a week: 17 hours take 19.5 years, 18 hours 20.7. */
  const rare = { name: 'Rare', timezone: 'UTC', weekly: { mon: [['09:00', '09:01']] } };

  test('of a target that takes more than 20 years is refused', async () => {
    const attempt = (target: string) => preview({ calendar: rare, start: START, target });
    const refused = await attempt('PT18H');
    expect(causes(refused)).toEqual([['/target', 'target_unreachable']]);
    expect(refused.json.errors[0].message).toContain('20 years');
    expect(causes(await attempt('PT200H'))).toEqual([['/target', 'target_unreachable']]);
    expect((await attempt('PT17H')).json.dueAt).toBe('2046-06-11T09:01:00.000Z');
  });

  test('of more than 20,000 stretches is refused', async () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => {
      const name = String(hour).padStart(2, '0');
      return [`${name}:00`, `${name}:30`];
    });
    const busy = { name: 'x', timezone: 'UTC', weekly: { mon: hourly, tue: hourly, wed: hourly, thu: hourly } };
    const span = (end: string) => preview({ calendar: busy, start: START, end });
    expect(causes(await span('2030-01-01T00:00:00Z'))).toEqual([['/end', 'too_many_segments']]);
    expect((await span('2027-11-27T00:00:00Z')).json.segments.length).toBeGreaterThan(9_000);
  });
});

describe('a contract whose clock names a calendar', () => {
  const publish = async (clock: object) => {
    const owner = await call('POST', '/v1/owners', { name: 'Ana' });
    const contract = await call('POST', '/v1/contracts', {
      name: 'Closed-won to onboarding',
      from: { stage: 'closed_won' },
      to: { stage: 'onboarding' },
      subjectType: 'account',
      routing: { fallback: { ownerId: owner.json.id } },
      clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT4H', ...clock }],
    });
    expect(contract.status, contract.text).toBe(201);
    return call('POST', `/v1/contracts/${contract.json.id}/publish`);
  };
  const causesOf = ({ status, json }: Awaited<ReturnType<typeof publish>>) => {
    expect({ status, code: json.code }).toEqual({ status: 422, code: 'contract_invalid' });
    return json.errors.map(({ pointer, code }: { pointer: string; code: string }) => [pointer, code]);
  };

  test('is published when the calendar is there', async () => {
    expect((await publish({ calendarId: await created() })).status).toBe(200);
  });

  test('is refused when the calendar is not there, was removed, or is of the other mode', async () => {
    const removed = await created();
    await call('DELETE', `/v1/calendars/${removed}`);
    const live = await app.call('POST', '/v1/calendars', { key: other, json: CALENDAR });
    for (const calendarId of [NOBODY, removed, live.json.id]) {
      expect(causesOf(await publish({ calendarId }))).toEqual([['/clocks/0/calendarId', 'unknown_calendar']]);
    }
  });

  test('is refused when the calendar does not let a target fall due within 20 years', async () => {
    const rare = await created({ name: 'Rare', timezone: 'UTC', weekly: { mon: [['09:00', '09:01']] } });
    expect((await publish({ calendarId: rare, target: 'PT17H' })).status).toBe(200);
    expect(causesOf(await publish({ calendarId: rare, target: 'PT18H' }))).toEqual([
      ['/clocks/0/target', 'target_unreachable'],
    ]);
    const targets = { urgent: 'PT300H', high: { businessDays: 1 } };
    expect(causesOf(await publish({ calendarId: rare, target: 'PT3H', targets }))).toEqual([
      ['/clocks/0/targets/urgent', 'target_unreachable'],
    ]);
  });
});
