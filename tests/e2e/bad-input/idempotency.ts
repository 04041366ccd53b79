import { type Case, JSON_TYPE, post } from './case.ts';

const named = (key: string) => ({
  ...post('/v1/owners', { name: 'Ana' }),
  headers: { ...JSON_TYPE, 'idempotency-key': key },
});

export const IDEMPOTENCY: readonly Case[] = [
  { what: 'an empty key', send: () => named(''), code: 'malformed_request' },
  { what: 'a key of 256 characters', send: () => named('k'.repeat(256)), code: 'malformed_request' },
  { what: 'a key of 8 KB', send: () => named('k'.repeat(8 * 1024)), code: 'malformed_request' },
  { what: 'two keys, as a gateway joins them', send: () => named('a, b'), code: 'malformed_request' },
  { what: 'a key that is not ASCII', send: () => named('schl\u00fcssel'), code: 'malformed_request' },
  {
    what: 'a key that others could guess, for a sign-up',
    send: () => ({ ...post('/v1/tenants', { name: 'A' }), headers: { ...JSON_TYPE, 'idempotency-key': '1' } }),
    code: 'malformed_request',
    anonymous: true,
  },
  { what: 'a batch of nothing', send: () => post('/v1/handoffs/batch', { items: [] }), code: 'validation_failed' },
  {
    what: 'a batch of 101',
    send: () => post('/v1/handoffs/batch', { items: Array.from({ length: 101 }, () => ({})) }),
    code: 'validation_failed',
    causes: ['/items'],
  },
  {
    what: 'a batch of more than a megabyte',
    send: () => post('/v1/handoffs/batch', { items: [{ packet: { text: 'x'.repeat(1024 * 1024) } }] }),
    code: 'payload_too_large',
  },
];
