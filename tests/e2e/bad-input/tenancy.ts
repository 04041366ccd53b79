import { type Case, get, NOBODY, patch, post } from './case.ts';

const invalid = (what: string, send: Case['send'], ...causes: NonNullable<Case['causes']>): Case => ({
  what,
  send,
  code: 'validation_failed',
  ...(causes.length === 0 ? {} : { causes }),
});

const rotation = (what: string, members: object, ...causes: NonNullable<Case['causes']>): Case =>
  invalid(`a rotation with ${what}`, ({ apiKey }) => post(`/v1/api-keys/${apiKey}/rotate`, members), ...causes);
const key = (what: string, members: object, ...causes: NonNullable<Case['causes']>): Case =>
  invalid(`a key with ${what}`, ({ apiKey }) => patch(`/v1/api-keys/${apiKey}`, members), ...causes);
const tenant = (what: string, members: object, ...causes: NonNullable<Case['causes']>): Case =>
  invalid(`a tenant with ${what}`, () => patch('/v1/tenant', members), ...causes);
const log = (what: string, query: string, ...causes: NonNullable<Case['causes']>): Case =>
  invalid(`an audit log ${what}`, () => get(`/v1/audit-log?${query}`), ...causes);

export const TENANCY: readonly Case[] = [
  rotation('an overlap by the day', { overlap: 'P1D' }, '/overlap'),
  rotation('an overlap of more than a week', { overlap: 'PT168H1S' }, '/overlap'),
  rotation('an overlap that is a number', { overlap: 24 }, '/overlap'),
  rotation('force that is text', { force: 'yes' }, '/force'),
  rotation('a secret of its own', { secret: 'baton_live_mine' }, ['/secret', 'unknown_field']),
  {
    what: 'a rotation of a key that never was',
    send: () => post(`/v1/api-keys/key_${NOBODY}/rotate`, {}),
    code: 'not_found',
  },
  key('no name', { name: ' ' }, '/name'),
  key('an expiry in the past', { expiresAt: '2020-01-01T00:00:00Z' }, ['/expiresAt', 'in_the_past']),
  key('other scopes', { scopes: ['tenant:admin'] }, ['/scopes', 'unknown_field']),
  key('another mode', { mode: 'live' }, ['/mode', 'unknown_field']),
  tenant('no name', { name: '' }, '/name'),
  tenant('a name of 201 characters', { name: 'a'.repeat(201) }, '/name'),
  tenant('an address that is none', { email: 'nobody' }, '/email'),
  tenant('a time zone that is none', { timezone: 'Mars/Olympus' }, '/timezone'),
  tenant('a plan of its own choice', { plan: 'standard' }, ['/plan', 'unknown_field']),
  log('from a day', 'from=2026-11-22', '/query/from'),
  log('of nobody', 'actor=nobody', '/query/actor'),
  log('of nothing', 'resource=%00', '/query/resource'),
  log('with a cursor of nowhere', 'cursor=AAAAAAAA', ['/query/cursor', 'invalid_cursor']),
  log('of more than a hundred entries', 'limit=101', '/query/limit'),
  invalid('usage of another month', () => get('/v1/usage?month=2026-10'), ['/query/month', 'unknown_field']),
];
