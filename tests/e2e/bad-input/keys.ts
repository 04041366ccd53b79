import { type Case, get, JSON_TYPE, NOBODY, post } from './case.ts';

export const KEYS: readonly Case[] = [
  { what: 'no key', send: () => get('/v1/owners'), code: 'unauthenticated', anonymous: true },
  ...[
    'Bearer',
    'Bearer nope',
    `Bearer baton_live_${NOBODY}_${NOBODY}_${'a'.repeat(32)}`,
    'Basic YTpi',
    `Bearer ${'a'.repeat(5_000)}`,
    'Bearer a b',
  ].map(
    (authorization): Case => ({
      what: authorization.slice(0, 40),
      send: () => ({ ...post('/v1/owners', { name: 'A' }), headers: { ...JSON_TYPE, authorization } }),
      code: 'unauthenticated',
      anonymous: true,
    }),
  ),
  {
    what: 'no key and a body that cannot be read',
    send: () => post('/v1/owners', '{'),
    code: 'unauthenticated',
    anonymous: true,
  },
];
