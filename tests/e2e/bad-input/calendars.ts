import { OFFICE } from '../support/premises.ts';
import type { RawRequest } from '../support/raw-request.ts';
import { type Case, get, JSON_TYPE, NOBODY, post } from './case.ts';

const calendar = (members: object) => () => post('/v1/calendars', { ...OFFICE, ...members });
const monday = (...intervals: readonly unknown[]) => calendar({ weekly: { mon: intervals } });
const put = (path: string, value: unknown): RawRequest => ({ ...post(path, value), method: 'PUT' });
const dates = (count: number) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2000, 0, 1 + day)).toISOString().slice(0, 10));

const invalid = (what: string, send: Case['send'], ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send,
  code: 'validation_failed',
  causes,
});

export const CALENDARS: readonly Case[] = [
  invalid('nothing', () => post('/v1/calendars', {}), '/name', '/timezone', '/weekly'),
  invalid('an unknown zone', calendar({ timezone: 'Mars/Olympus' }), '/timezone'),
  invalid('an offset as its zone', calendar({ timezone: '+02:00' }), '/timezone'),
  invalid('a zone that climbs', calendar({ timezone: '../../etc/localtime' }), '/timezone'),
  invalid('no name', calendar({ name: '  ' }), '/name'),
  invalid('overlapping intervals', monday(['09:00', '12:00'], ['11:00', '17:00']), [
    '/weekly/mon/1',
    'overlapping_interval',
  ]),
  invalid('the same interval twice', monday(['09:00', '12:00'], ['09:00', '12:00']), [
    '/weekly/mon/1',
    'overlapping_interval',
  ]),
  invalid('intervals out of order', monday(['13:00', '17:00'], ['09:00', '12:00']), ['/weekly/mon/1', 'out_of_order']),
  invalid('a reversed interval', monday(['17:00', '09:00']), ['/weekly/mon/0', 'reversed_interval']),
  invalid('an interval over midnight', monday(['22:00', '06:00']), ['/weekly/mon/0', 'reversed_interval']),
  invalid('an empty interval', monday(['09:00', '09:00']), ['/weekly/mon/0', 'empty_interval']),
  invalid('24:01', monday(['09:00', '24:01']), '/weekly/mon/0/1'),
  invalid('seconds', monday(['09:00:00', '17:00']), '/weekly/mon/0/0'),
  invalid('hours of one digit', monday(['9:00', '17:00']), '/weekly/mon/0/0'),
  invalid('times that are numbers', monday([9, 17]), '/weekly/mon/0/0', '/weekly/mon/0/1'),
  invalid('an interval of three times', monday(['09:00', '12:00', '17:00']), '/weekly/mon/0'),
  invalid('an interval that is an object', monday({ from: '09:00', to: '17:00' }), '/weekly/mon/0'),
  invalid('every day closed', calendar({ weekly: {} }), ['/weekly', 'never_open']),
  invalid('every day empty', calendar({ weekly: { mon: [], tue: [] } }), ['/weekly', 'never_open']),
  invalid(
    'weekdays by other names',
    calendar({ weekly: { monday: [], MON: [], 0: [] } }),
    ...['/weekly/0', '/weekly/monday', '/weekly/MON'].map((pointer) => [pointer, 'unknown_field'] as const),
  ),
  invalid('a date that does not exist', calendar({ holidays: ['2026-02-30'] }), '/holidays/0'),
  invalid('a date and time', calendar({ holidays: ['2026-12-25T00:00:00Z'] }), '/holidays/0'),
  invalid('a date of another age', calendar({ holidays: ['0001-01-01'] }), '/holidays/0'),
  invalid('a holiday twice', calendar({ holidays: ['2026-12-25', '2026-12-25'] }), ['/holidays/1', 'duplicate']),
  invalid(
    'an override of a date that does not exist',
    calendar({ overrides: { '2026-13-01': [] } }),
    '/overrides/2026-13-01',
  ),
  invalid('an override that is reversed', calendar({ overrides: { '2026-12-24': [['12:00', '09:00']] } }), [
    '/overrides/2026-12-24/0',
    'reversed_interval',
  ]),
  invalid('too many holidays', calendar({ holidays: dates(2_001) }), ['/holidays', 'too_big']),
  invalid('too many intervals', monday(...Array.from({ length: 25 }, () => ['09:00', '10:00'])), '/weekly/mon'),
  invalid('too much of everything', () => {
    const intervals = Array.from({ length: 10 }, (_, hour) => [`${hour + 10}:00`, `${hour + 10}:30`]);
    return post('/v1/calendars', {
      ...OFFICE,
      overrides: Object.fromEntries(dates(500).map((date) => [date, intervals])),
    });
  }, ['', 'calendar_too_large']),
  invalid('unknown fields', calendar({ zone: 'UTC', version: 3 }), '/zone', '/version'),
  invalid('a replacement that makes no sense', (p) => put(`/v1/calendars/${p.calendar}`, { ...OFFICE, weekly: {} }), [
    '/weekly',
    'never_open',
  ]),
  {
    what: 'a replacement of an older version',
    send: (p) => ({ ...put(`/v1/calendars/${p.calendar}`, OFFICE), headers: { ...JSON_TYPE, 'if-match': '"7"' } }),
    code: 'concurrent_update',
  },
  { what: 'no such id', send: () => get(`/v1/calendars/cal_${NOBODY}`), code: 'not_found' },
  {
    what: 'a change by PATCH',
    send: (p) => ({ ...put(`/v1/calendars/${p.calendar}`, {}), method: 'PATCH' }),
    code: 'method_not_allowed',
  },
];

const START = '2026-11-27T12:00:00Z';
const preview = (members: object) => () => post('/v1/calendars/preview', members);
const office = (members: object) => preview({ calendar: OFFICE, start: START, ...members });

export const PREVIEWS: readonly Case[] = [
  invalid('no calendar', preview({ start: START, target: 'PT1H' }), ['/calendar', 'required']),
  invalid('two calendars', (p) => office({ calendarId: p.calendar, target: 'PT1H' })(), [
    '/calendarId',
    'one_too_many',
  ]),
  invalid('a calendar that is not there', preview({ calendarId: `cal_${NOBODY}`, start: START, target: 'PT1H' }), [
    '/calendarId',
    'unknown_calendar',
  ]),
  invalid('neither target nor end', office({}), ['/target', 'required']),
  invalid('target and end', office({ target: 'PT1H', end: START }), ['/end', 'one_too_many']),
  invalid('an end before its start', office({ end: '2026-11-27T11:59:59Z' }), ['/end', 'before_start']),
  invalid('a start of the year 1', office({ start: '0001-01-01T00:00:00Z', target: 'PT1H' }), [
    '/start',
    'out_of_range',
  ]),
  invalid('a start that is no instant', office({ start: '2026-11-27', target: 'PT1H' }), '/start'),
  invalid('a span of a hundred years', office({ end: '2126-11-27T12:00:00Z' }), ['/end', 'span_too_long']),
  invalid('a negative target', office({ target: '-PT1H' }), '/target'),
  invalid('a bare day', office({ target: 'P1D' }), '/target'),
  invalid('half a business day', office({ target: { businessDays: 0.5 } }), '/target/businessDays'),
  invalid('too many business days', office({ target: { businessDays: 781 } }), '/target/businessDays'),
  invalid(
    'a calendar that contradicts itself',
    office({ calendar: { ...OFFICE, weekly: { mon: [['12:00', '09:00']] } }, target: 'PT1H' }),
    ['/calendar/weekly/mon/0', 'reversed_interval'],
  ),
];
