import { type Case, JSON_TYPE, post } from './case.ts';

const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** An owner with these bytes for a name, who would be stored if they were UTF-8. */
const named = (bytes: readonly number[]) => Buffer.from([...Buffer.from('{"name":"A'), ...bytes, ...Buffer.from('"}')]);

export const BODIES: readonly Case[] = [
  { what: 'cut off', send: () => post('/v1/owners', '{"name":"Ana"'), code: 'malformed_request' },
  { what: 'not JSON', send: () => post('/v1/owners', 'name=Ana'), code: 'malformed_request' },
  { what: 'blank', send: () => post('/v1/owners', '  '), code: 'malformed_request' },
  { what: 'with a comment', send: () => post('/v1/owners', '{"name":"Ana"}//'), code: 'malformed_request' },
  { what: 'with a key twice', send: () => post('/v1/owners', '{"name":"A","name":"B"}'), code: 'malformed_request' },
  { what: 'with NUL', send: () => post('/v1/owners', '{"name":"A\\u0000"}'), code: 'malformed_request' },
  { what: 'with half a surrogate', send: () => post('/v1/owners', '{"name":"\\ud800"}'), code: 'malformed_request' },
  { what: 'with __proto__', send: () => post('/v1/owners', '{"__proto__":{"a":1}}'), code: 'malformed_request' },
  { what: 'with too large a number', send: () => post('/v1/owners', '{"name":1e999}'), code: 'malformed_request' },
  {
    what: 'with numbers that would become others',
    send: () => post('/v1/owners', '{"name":"Ana","capacity":9007199254740993.0,"outOfOffice":[{"from":1e-400}]}'),
    code: 'malformed_request',
    causes: [
      ['/capacity', 'number_inexact'],
      ['/outOfOffice/0/from', 'number_inexact'],
    ],
  },
  { what: 'nested 65 deep', send: () => post('/v1/handoffs', deep(65)), code: 'malformed_request' },
  { what: 'nested 100,000 deep', send: () => post('/v1/handoffs', deep(100_000)), code: 'malformed_request' },
  { what: 'of 60,000 values', send: () => post('/v1/owners', `[${'0,'.repeat(60_000)}0]`), code: 'malformed_request' },
  {
    what: 'not UTF-8',
    send: () => ({ ...post('/v1/owners', ''), body: named([0xff, 0xfe]) }),
    code: 'malformed_request',
  },
  {
    what: 'with half a character',
    send: () => ({ ...post('/v1/owners', ''), body: named([0xe2, 0x82]) }),
    code: 'malformed_request',
  },
  {
    what: 'with three quarters of a character',
    send: () => ({ ...post('/v1/owners', ''), body: named([0xf0, 0x9f, 0x98]) }),
    code: 'malformed_request',
  },
  {
    what: 'not UTF-8, in chunks',
    send: () => ({
      ...post('/v1/owners', ''),
      headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      body: named([0xff]),
    }),
    code: 'malformed_request',
  },
  {
    what: 'compressed',
    send: () => ({ ...post('/v1/owners', {}), headers: { ...JSON_TYPE, 'content-encoding': 'gzip' } }),
    code: 'unsupported_media_type',
  },
  {
    what: 'of another type',
    send: () => ({ ...post('/v1/owners', { name: 'A' }), headers: { 'content-type': 'text/plain' } }),
    code: 'unsupported_media_type',
  },
  {
    what: 'of no type',
    send: () => ({ ...post('/v1/owners', { name: 'A' }), headers: {} }),
    code: 'unsupported_media_type',
  },
  {
    what: 'of a form',
    send: () => ({ ...post('/v1/owners', 'a=b'), headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    code: 'unsupported_media_type',
  },
  {
    what: 'of 2 MB',
    send: () => post('/v1/owners', { name: 'a'.repeat(2 * 1024 * 1024) }),
    code: 'payload_too_large',
  },
  {
    what: 'of more than 10 MB',
    send: () => post('/v1/owners', { name: 'a'.repeat(10 * 1024 * 1024 + 1) }),
    code: 'payload_too_large',
  },
  { what: 'that is null', send: () => post('/v1/owners', 'null'), code: 'validation_failed', causes: [''] },
  { what: 'that is a list', send: () => post('/v1/owners', '[]'), code: 'validation_failed', causes: [''] },
  { what: 'that is text', send: () => post('/v1/owners', '"Ana"'), code: 'validation_failed', causes: [''] },
  { what: 'that is missing', send: () => ({ method: 'POST', path: '/v1/owners' }), code: 'validation_failed' },
];
