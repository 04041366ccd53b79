import { type Case, get, NOBODY } from './case.ts';

const refused = (what: string, query: string, ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send: () => get(`/v1/metrics?${query}`),
  code: 'validation_failed',
  causes,
});
const behind = (what: string, query: string, ...causes: NonNullable<Case['causes']>): Case => ({
  ...refused(what, '', ...causes),
  send: () => get(`/v1/metrics/handoffs?${query}`),
});

const TODAY = new Date().toISOString().slice(0, 10);

export const METRICS: readonly Case[] = [
  refused('of days that are reversed', 'from=2026-10-31&to=2026-10-01', ['/query/to', 'out_of_order']),
  refused('of more than 400 days', 'from=2025-01-01&to=2026-02-05', ['/query/from', 'too_long']),
  refused('of days before the tenant was there', 'from=2001-01-01&to=2001-01-31', ['/query/to', 'before_tenant']),
  refused('of days that have not begun', 'from=2199-01-01&to=2199-01-31', ['/query/from', 'in_the_future']),
  refused('of a day that there is not', 'from=2026-02-30', '/query/from'),
  refused('of an instant instead of a day', 'to=2026-10-01T00:00:00Z', '/query/to'),
  refused('of the year 0', 'to=0000-01-01', '/query/to'),
  refused('by what figures are not told apart by', 'groupBy=weather', '/query/groupBy'),
  refused('against what is no period', 'compareTo=best', '/query/compareTo'),
  refused('against the month before a day that is no month', `from=${TODAY}&to=${TODAY}&compareTo=previousMonth`, [
    '/query/compareTo',
    'not_whole_months',
  ]),
  refused('with a parameter that there is not', 'group=day', '/query/group'),
  refused('of a contract that is none', 'contractId=onboarding', '/query/contractId'),
  refused('of 401 groups at once', 'limit=401', '/query/limit'),
  refused('from where no list goes on', 'cursor=bm90aGluZw', ['/query/cursor', 'invalid_cursor']),
  { what: 'of a contract that never was', send: () => get(`/v1/metrics?contractId=ctr_${NOBODY}`), code: 'not_found' },
  {
    what: 'in a form that there is not',
    send: () => ({ ...get('/v1/metrics'), headers: { accept: 'application/pdf' } }),
    code: 'not_acceptable',
  },
  behind('behind a figure that there is not', 'figure=luck', ['/query/figure', 'unknown_figure']),
  behind('behind reasons without a name', 'figure=reason', ['/query/figure', 'unknown_figure']),
  behind('behind a count of a clock that is none', 'figure=submitted&clock=accept', [
    '/query/figure',
    'unknown_figure',
  ]),
  {
    what: 'behind a clock that the contract does not have',
    send: ({ contract }) => get(`/v1/metrics/handoffs?figure=met&clock=acept&contractId=${contract}`),
    code: 'validation_failed',
    causes: [['/query/clock', 'unknown_clock']],
  },
  {
    what: 'behind a version that the contract does not have',
    send: ({ contract }) => get(`/v1/metrics/handoffs?figure=met&clock=nope&version=999&contractId=${contract}`),
    code: 'validation_failed',
    causes: [['/query/version', 'unknown_version']],
  },
  behind('behind a count of a party', 'figure=submitted&party=sender', ['/query/figure', 'unknown_figure']),
  behind('behind the time of nobody known', 'figure=lostTime&party=customer', '/query/party'),
  behind('behind version 0', 'version=0', '/query/version'),
  behind('behind days of a zone that there is not', 'timeZone=Middle-earth/Shire', '/query/timeZone'),
  behind('behind days of an offset', 'timeZone=%2B02:00', '/query/timeZone'),
  behind('behind 401 days', 'from=2025-01-01&to=2026-02-05', ['/query/from', 'too_long']),
  {
    what: 'behind a figure of a contract that never was',
    send: () => get(`/v1/metrics/handoffs?figure=submitted&contractId=ctr_${NOBODY}`),
    code: 'not_found',
  },
];
