import { type Case, get, post } from './case.ts';

export const ADDRESSES: readonly Case[] = [
  { what: 'no route', send: () => get('/v1/nope'), code: 'not_found' },
  { what: 'a submission to the root', send: () => post('/', {}), code: 'not_found' },
  { what: 'no version of ours', send: () => get('/v2/handoffs'), code: 'not_found' },
  { what: 'a path that climbs', send: () => get('/v1/handoffs/../../../etc/passwd'), code: 'not_found' },
  { what: 'a path that climbs encoded', send: () => get('/v1/owners/..%2f..%2fapi-keys'), code: 'not_found' },
  { what: 'a path that climbs twice encoded', send: () => get('/v1/owners/%252e%252e%252fkeys'), code: 'not_found' },
  { what: 'an id with NUL', send: () => get('/v1/owners/own_%00'), code: 'not_found' },
  { what: 'an id with a separator of keys', send: () => get('/v1/handoffs/hnd_1%23state'), code: 'not_found' },
  { what: 'an id of another kind', send: (p) => get(`/v1/owners/${p.queue}`), code: 'not_found' },
  { what: 'an id in small letters', send: (p) => get(`/v1/owners/${p.owner.toLowerCase()}`), code: 'not_found' },
  { what: 'an id of 10,000 letters', send: () => get(`/v1/owners/${'a'.repeat(10_000)}`), code: 'not_found' },
  { what: 'a delivery that is none', send: () => get('/v1/deliveries/%2e%2e'), code: 'not_found' },
  { what: 'a path that is not encoded', send: () => get('/v1/owners/%zz'), code: 'malformed_request' },
  {
    what: 'PUT where there is none',
    send: () => ({ ...post('/v1/owners', {}), method: 'PUT' }),
    code: 'method_not_allowed',
  },
  { what: 'DELETE of a list', send: () => ({ method: 'DELETE', path: '/v1/handoffs' }), code: 'method_not_allowed' },
  { what: 'GET of a command', send: (p) => get(`/v1/handoffs/${p.assigned}/accept`), code: 'method_not_allowed' },
  {
    what: 'headers of 100 KB',
    send: () => ({ ...get('/v1/owners'), headers: { 'x-large': 'a'.repeat(100_000) } }),
    code: 'malformed_request',
  },
];
