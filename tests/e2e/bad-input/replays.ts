import { type Case, get, NOBODY, post } from './case.ts';

const DAY_MS = 24 * 3600 * 1000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const EVENT = `evt_${NOBODY}_000001`;

const refused = (what: string, body: unknown, ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send: ({ endpoint }) => post(`/v1/webhook-endpoints/${endpoint}/replay`, body),
  code: 'validation_failed',
  causes,
});

export const REPLAYS: readonly Case[] = [
  refused('a window that reaches further back than the log', { from: daysAgo(91), to: daysAgo(1) }, [
    '/from',
    'too_old',
  ]),
  refused('a window the wrong way round', { from: daysAgo(1), to: daysAgo(2) }, ['/to', 'out_of_order']),
  refused('a window that holds nothing', { from: '2026-11-20T00:00:00Z', to: '2026-11-20T00:00:00Z' }, [
    '/to',
    'out_of_order',
  ]),
  refused('a window in the future', { from: daysAgo(1), to: daysAgo(-1) }, ['/to', 'in_future']),
  refused(
    'a window wholly in the future',
    { from: daysAgo(-1), to: daysAgo(-2) },
    ['/from', 'in_future'],
    ['/to', 'in_future'],
  ),
  refused(
    'a window with all of this wrong at once',
    { from: daysAgo(-2), to: daysAgo(-1.5), undeliveredOnly: false },
    ['/from', 'in_future'],
    ['/to', 'out_of_order'],
    ['/to', 'in_future'],
  ),
  refused('a window from no instant', { from: 'yesterday', to: daysAgo(1) }, '/from'),
  refused('a window without a beginning', { to: daysAgo(1) }, ['/from', 'required']),
  refused('a window that would begin after it ends by itself', { from: daysAgo(-1) }, ['/from', 'in_future']),
  refused('neither a window nor events', {}, ['', 'no_alternative_matches']),
  refused('neither a window nor events, but how', { undeliveredOnly: true }, ['', 'no_alternative_matches']),
  refused('both a window and events', { from: daysAgo(2), to: daysAgo(1), eventIds: [EVENT] }, ['', 'exactly_one']),
  refused('no events', { eventIds: [] }, '/eventIds'),
  refused('what is no event', { eventIds: ['hnd_1', EVENT] }, '/eventIds/0'),
  refused(
    'events that there are not, and one twice',
    { eventIds: [EVENT, `evt_${NOBODY}`, EVENT] },
    ['/eventIds/0', 'unknown_event'],
    ['/eventIds/1', 'unknown_event'],
    ['/eventIds/2', 'unknown_event'],
  ),
  refused('too many events', { eventIds: Array.from({ length: 1001 }, () => EVENT) }, '/eventIds'),
  refused('a flag that is none', { eventIds: [EVENT], undeliveredOnly: 'yes' }, '/undeliveredOnly'),
  refused('unknown fields', { eventIds: [EVENT], speed: 9 }, ['/speed', 'unknown_field']),
  {
    what: 'an endpoint that is switched off',
    send: ({ endpoint }) => post(`/v1/webhook-endpoints/${endpoint}/replay`, { from: daysAgo(2), to: daysAgo(1) }),
    code: 'conflict',
    members: { enabled: false },
  },
  {
    what: 'a replay that never was',
    send: () => get(`/v1/replays/rpl_${NOBODY}`),
    code: 'not_found',
  },
  {
    what: 'an end to what never was',
    send: () => ({ method: 'POST', path: `/v1/replays/rpl_${NOBODY}/cancel` }),
    code: 'not_found',
  },
  {
    what: 'an attempt of what never was',
    send: ({ endpoint }) => ({
      method: 'POST',
      path: `/v1/deliveries/dlv_${endpoint.slice(4)}_1NG5STG_${NOBODY}/retry`,
    }),
    code: 'not_found',
  },
  {
    what: 'a page of a list that it is not of',
    send: ({ endpoint }) => get(`/v1/webhook-endpoints/${endpoint}/replays?cursor=MTpvd25fMQ`),
    code: 'validation_failed',
    causes: [['/query/cursor', 'invalid_cursor']],
  },
];
