import { type Case, get, NOBODY } from './case.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600 * 1000).toISOString();

export const EVENTS: readonly Case[] = [
  {
    what: 'a type and a family that do not exist',
    send: () => get('/v1/events?type=clock.*,clock.lost,nope.*'),
    code: 'validation_failed',
    causes: ['/query/type/1', '/query/type/2'],
  },
  { what: 'no type', send: () => get('/v1/events?type='), code: 'validation_failed', causes: ['/query/type/0'] },
  {
    what: 'a pattern that is none',
    send: () => get('/v1/events?type=clock.br*'),
    code: 'validation_failed',
    causes: ['/query/type/0'],
  },
  {
    what: 'more text than all types have',
    send: () => get(`/v1/events?type=${'clock.*,'.repeat(600)}`),
    code: 'validation_failed',
    causes: ['/query/type'],
  },
  {
    what: 'what was before the log',
    send: () => get(`/v1/events?from=${daysAgo(91)}`),
    code: 'validation_failed',
    causes: [['/query/from', 'too_old']],
  },
  {
    what: 'a window before the log, the wrong way round',
    send: () => get(`/v1/events?from=${daysAgo(91)}&to=${daysAgo(92)}`),
    code: 'validation_failed',
    causes: [
      ['/query/from', 'too_old'],
      ['/query/to', 'too_old'],
      ['/query/to', 'out_of_order'],
    ],
  },
  {
    what: 'a window the wrong way round',
    send: () => get(`/v1/events?from=${daysAgo(1)}&to=${daysAgo(2)}`),
    code: 'validation_failed',
    causes: [['/query/to', 'out_of_order']],
  },
  {
    what: 'an instant that is none, and an order by what is not known',
    send: () => get('/v1/events?from=yesterday&sort=type'),
    code: 'validation_failed',
    causes: ['/query/from', '/query/sort'],
  },
  {
    what: 'a customer of no type',
    send: () => get('/v1/events?subject=acme-42'),
    code: 'validation_failed',
    causes: ['/query/subject'],
  },
  {
    what: 'the handoff of an owner',
    send: (p) => get(`/v1/events?handoffId=${p.owner}`),
    code: 'validation_failed',
    causes: ['/query/handoffId'],
  },
  { what: 'an id of another kind', send: (p) => get(`/v1/events/${p.assigned}`), code: 'not_found' },
  { what: 'an id of nothing', send: () => get(`/v1/events/evt_${NOBODY}_000001`), code: 'not_found' },
  { what: 'an id with half a sequence', send: () => get(`/v1/events/evt_${NOBODY}_01`), code: 'not_found' },
];
