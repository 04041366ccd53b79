import { type Case, get, NOBODY, post } from './case.ts';

const RANGED = ['/v1/funnel', '/v1/journey-map'];

const contract = (inherit: unknown) => () =>
  post('/v1/contracts', {
    name: 'Carries over',
    from: { stage: 'a' },
    to: { stage: 'b' },
    subjectType: 'account',
    packet: {
      schema: { type: 'object', properties: { goals: { type: 'string' }, terms: { type: 'object' } } },
      inherit,
    },
  });

/** Subjects of which there is no handoff, and paths and ranges that name none. */
export const JOURNEYS: readonly Case[] = [
  ...['nobody', '%00', '%F0%9F%9A%80', '%2e%2e%2f%2e%2e', "'%20OR%201=1", '%23%23', 'a'.repeat(128)].map(
    (id): Case => ({
      what: `a customer called ${id.slice(0, 30)}`,
      send: () => get(`/v1/subjects/account/${id}/journey`),
      code: 'not_found',
    }),
  ),
  {
    what: 'an id of 10,000 letters',
    send: () => get(`/v1/subjects/account/${'a'.repeat(10_000)}/journey`),
    code: 'not_found',
  },
  { what: 'a type of 65 letters', send: () => get(`/v1/subjects/${'a'.repeat(65)}/one/journey`), code: 'not_found' },
  { what: 'no type', send: () => get('/v1/subjects//one/journey'), code: 'not_found' },
  { what: 'a slash in the id', send: () => get('/v1/subjects/account/a%2Fb/journey'), code: 'not_found' },
  {
    what: 'an encoding that is none',
    send: () => get('/v1/subjects/account/%zz/journey'),
    code: 'malformed_request',
  },
  {
    what: 'a parameter that it does not have',
    send: () => get('/v1/subjects/account/one/journey?limit=1'),
    code: 'validation_failed',
    causes: ['/query/limit'],
  },
  { what: 'no subject', send: () => get('/v1/journey'), code: 'validation_failed', causes: ['/query/subject'] },
  {
    what: 'a subject without a type',
    send: () => get('/v1/journey?subject=acme'),
    code: 'validation_failed',
    causes: ['/query/subject'],
  },
  {
    what: 'a subject that is nobody',
    send: () => get('/v1/journey?subject=account:nobody'),
    code: 'not_found',
  },
  ...RANGED.flatMap((path): Case[] => [
    {
      what: `${path} of days the wrong way round`,
      send: () => get(`${path}?from=2026-11-02&to=2026-11-01`),
      code: 'validation_failed',
      causes: [['/query/to', 'out_of_order']],
    },
    {
      what: `${path} of more than 400 days`,
      send: () => get(`${path}?from=2025-01-01&to=2026-11-01`),
      code: 'validation_failed',
      causes: [['/query/from', 'too_long']],
    },
    {
      what: `${path} of the future`,
      send: () => get(`${path}?from=2190-01-01&to=2190-01-02`),
      code: 'validation_failed',
      causes: [['/query/from', 'in_the_future']],
    },
    {
      what: `${path} of the time before the tenant`,
      send: () => get(`${path}?from=2019-01-01&to=2019-01-02`),
      code: 'validation_failed',
      causes: [['/query/to', 'before_tenant']],
    },
    {
      what: `${path} of days that there are not`,
      send: () => get(`${path}?from=2026-02-30`),
      code: 'validation_failed',
      causes: ['/query/from'],
    },
  ]),
  ...['text/html', 'image/png', 'application/json;q=0'].map(
    (accept): Case => ({
      what: `a map as ${accept}`,
      send: () => ({ ...get('/v1/journey-map'), headers: { accept } }),
      code: 'not_acceptable',
      members: { offered: ['application/json', 'image/svg+xml', 'text/vnd.mermaid'] },
    }),
  ),
  {
    what: 'a field carried over that the schema does not declare, twice',
    send: contract([{ field: '/nothing' }, { field: '/nothing' }]),
    code: 'contract_invalid',
    causes: [
      ['/packet/inherit/1/field', 'duplicate'],
      ['/packet/inherit/0/field', 'unknown_field'],
      ['/packet/inherit/1/field', 'unknown_field'],
    ],
  },
  {
    what: 'a field carried over that is no pointer',
    send: contract([{ field: 'goals' }]),
    code: 'validation_failed',
    causes: ['/packet/inherit/0/field'],
  },
  {
    what: 'a source that says nothing',
    send: contract([{ field: '/goals', from: {} }]),
    code: 'contract_invalid',
    causes: [['/packet/inherit/0/from', 'empty']],
  },
  {
    what: 'a source of another kind',
    send: contract([{ field: '/goals', from: { contractId: `own_${NOBODY}` } }]),
    code: 'validation_failed',
    causes: ['/packet/inherit/0/from/contractId'],
  },
  {
    what: 'more fields carried over than there may be',
    send: contract(Array.from({ length: 21 }, (_, index) => ({ field: `/f${index}` }))),
    code: 'validation_failed',
    causes: ['/packet/inherit'],
  },
];
