import { type Case, get, NOBODY, post } from './case.ts';

const erase = (value: unknown) => ({ ...post('/v1/tenant', value), method: 'DELETE' });

const refused = (what: string, send: Case['send'], ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send,
  code: 'validation_failed',
  causes,
});

export const TENANT_LIFE: readonly Case[] = [
  refused('a deletion that confirms nothing', () => erase({}), '/confirm'),
  refused('a deletion that confirms null', () => erase({ confirm: null }), '/confirm'),
  refused('a deletion of a list of tenants', () => erase({ confirm: [`ten_${NOBODY}`] }), '/confirm'),
  refused('a deletion of another tenant', () => erase({ confirm: `ten_${NOBODY}` }), ['/confirm', 'not_confirmed']),
  refused('a deletion of the own tenant in lower case', ({ tenant }) => erase({ confirm: tenant.id.toLowerCase() }), [
    '/confirm',
    'not_confirmed',
  ]),
  refused(
    'a deletion with more than the confirmation',
    ({ tenant }) => erase({ confirm: tenant.id, immediately: true }),
    ['/immediately', 'unknown_field'],
  ),
  {
    what: 'a deletion whose confirmation comes twice',
    send: ({ tenant }) => erase(`{"confirm":"${tenant.id}","confirm":"${tenant.id}"}`),
    code: 'malformed_request',
  },
  {
    what: 'a deletion that is no JSON',
    send: () => erase('confirm'),
    code: 'malformed_request',
  },
  {
    what: 'a deletion in the query',
    send: ({ tenant }) => ({ method: 'DELETE', path: `/v1/tenant?confirm=${tenant.id}` }),
    code: 'validation_failed',
  },
  {
    what: 'a deletion under another media type',
    send: ({ tenant }) => ({
      method: 'DELETE',
      path: '/v1/tenant',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ confirm: tenant.id }),
    }),
    code: 'unsupported_media_type',
  },
  refused('an export of no lines', () => get('/v1/tenant/export?limit=0'), '/query/limit'),
  refused('an export of too many lines', () => get('/v1/tenant/export?limit=1001'), '/query/limit'),
  refused('an export of one kind', () => get('/v1/tenant/export?kind=owner'), ['/query/kind', 'unknown_field']),
  refused('an export from nowhere', () => get('/v1/tenant/export?cursor=AAAAAAAA'), [
    '/query/cursor',
    'invalid_cursor',
  ]),
  ...[
    'x',
    `del_${NOBODY}`,
    `del_${NOBODY}_${'0'.repeat(32)}`,
    `del_${NOBODY}_${'0'.repeat(500)}`,
    '%00',
    '..%2f..',
  ].map(
    (receipt): Case => ({
      what: `a receipt of no deletion, ${receipt.slice(0, 40)}`,
      send: () => get(`/v1/tenant-deletions/${receipt}`),
      code: 'not_found',
      anonymous: true,
    }),
  ),
];
