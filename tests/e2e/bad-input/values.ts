import { type Case, get, JSON_TYPE, NOBODY, patch, post } from './case.ts';

/** A cursor that goes on after `position`, made as Baton makes them. */
const cursorAt = (position: string) => Buffer.from(`1:${position}`).toString('base64url');

export const VALUES: readonly Case[] = [
  {
    what: 'an owner with nothing right names every cause',
    send: () => post('/v1/owners', { name: 7, active: 'yes', nickname: 'A', managerId: 'x' }),
    code: 'validation_failed',
    causes: ['/name', '/managerId', '/active', '/nickname'],
  },
  {
    what: 'an owner whose manager is not there',
    send: () => post('/v1/owners', { name: 'A', managerId: `own_${NOBODY}` }),
    code: 'validation_failed',
    causes: [['/managerId', 'unknown_owner']],
  },
  {
    what: 'keys that pollute prototypes',
    send: () => post('/v1/owners', { name: 'A', constructor: { prototype: { admin: true } }, prototype: 1 }),
    code: 'validation_failed',
    causes: [
      ['/constructor', 'unknown_field'],
      ['/prototype', 'unknown_field'],
    ],
  },
  {
    what: 'a sign-up without a name',
    send: () => post('/v1/tenants', {}),
    code: 'validation_failed',
    causes: ['/name'],
  },
  {
    what: 'a sign-up in no time zone',
    send: () => post('/v1/tenants', { name: 'A', timezone: 'Mars/Olympus' }),
    code: 'validation_failed',
    causes: ['/timezone'],
  },
  {
    what: 'a key with a scope that does not exist',
    send: () => post('/v1/api-keys', { name: 'A', scopes: ['root'] }),
    code: 'validation_failed',
    causes: ['/scopes/0'],
  },
  {
    what: 'a key that expires in the past',
    send: () => post('/v1/api-keys', { name: 'A', scopes: ['handoffs:read'], expiresAt: '2001-01-01T00:00:00Z' }),
    code: 'validation_failed',
    causes: [['/expiresAt', 'in_the_past']],
  },
  {
    what: 'an endpoint at a metadata address',
    send: () => post('/v1/webhook-endpoints', { url: 'http://169.254.169.254/latest', eventTypes: ['*'] }),
    code: 'validation_failed',
  },
  {
    what: 'an endpoint with a file URL',
    send: () => post('/v1/webhook-endpoints', { url: 'file:///etc/passwd', eventTypes: ['*'] }),
    code: 'validation_failed',
  },
  {
    what: 'an endpoint for events that do not exist',
    send: () => post('/v1/webhook-endpoints', { url: 'https://example.com/', eventTypes: ['clock.*', 'nope'] }),
    code: 'validation_failed',
    causes: ['/eventTypes/1'],
  },
  {
    what: 'a limit of 0',
    send: () => get('/v1/handoffs?limit=0'),
    code: 'validation_failed',
    causes: ['/query/limit'],
  },
  {
    what: 'a parameter twice, and one that is unknown',
    send: () => get('/v1/handoffs?state=pending&state=accepted&nope=1'),
    code: 'validation_failed',
    causes: [
      ['/query/state', 'duplicate'],
      ['/query/nope', 'unknown_field'],
    ],
  },
  {
    what: 'a cursor that was never answered',
    send: () => get('/v1/handoffs?cursor=AAAA'),
    code: 'validation_failed',
    causes: [['/query/cursor', 'invalid_cursor']],
  },
  {
    what: 'a cursor of another list',
    send: (p) => get(`/v1/contracts/${p.contract}/versions?cursor=${cursorAt(p.owner)}`),
    code: 'validation_failed',
    causes: [['/query/cursor', 'invalid_cursor']],
  },
  {
    what: 'a filter by a state that does not exist',
    send: () => get('/v1/handoffs?state=lost'),
    code: 'validation_failed',
  },
  { what: 'a query that is not encoded', send: () => get('/v1/handoffs?subject=%zz'), code: 'validation_failed' },
  {
    what: 'an If-Match that is no ETag',
    send: (p) => ({
      ...patch(`/v1/owners/${p.owner}`, { name: 'B' }),
      headers: { ...JSON_TYPE, 'if-match': 'W/"x"' },
    }),
    code: 'malformed_request',
  },
  {
    what: 'an edit of an older revision',
    send: (p) => ({ ...patch(`/v1/owners/${p.owner}`, { name: 'B' }), headers: { ...JSON_TYPE, 'if-match': '"9"' } }),
    code: 'concurrent_update',
  },
];
