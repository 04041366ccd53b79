import { expect } from 'vitest';
import { BODY } from '../support/premises.ts';
import { type Case, NOBODY, post } from './case.ts';

const contract = (members: object) => () => post('/v1/contracts', { ...BODY, ...members });
const criterion = (expression: string) => contract({ entryCriteria: [{ id: 'a', description: 'A', expression }] });
const schema = (value: unknown) => contract({ packet: { schema: value } });

export const CONTRACTS: readonly Case[] = [
  {
    what: 'CEL that does not parse, with its place',
    send: criterion('packet.arr >'),
    code: 'contract_invalid',
    causes: [['/entryCriteria/0/expression', 'expression_syntax']],
    members: { errors: [{ details: { line: 1, column: expect.any(Number) } }] },
  },
  {
    what: 'CEL over a field that the schema does not know, with its place',
    send: criterion('1 == 1 &&\n packet.nope > 0'),
    code: 'contract_invalid',
    members: { errors: [{ pointer: '/entryCriteria/0/expression', details: { line: 2, column: expect.any(Number) } }] },
  },
  {
    what: 'CEL of another type than yes or no',
    send: criterion('packet.goals'),
    code: 'contract_invalid',
    causes: ['/entryCriteria/0/expression'],
  },
  { what: 'CEL nested 10,000 deep', send: criterion(`${'('.repeat(10_000)}1`), code: 'validation_failed' },
  { what: 'CEL that compares text and number', send: criterion('packet.goals > 1.0'), code: 'contract_invalid' },
  {
    what: 'a schema that refers elsewhere',
    send: schema({ $ref: 'https://example.com/schema.json' }),
    code: 'contract_invalid',
  },
  {
    what: 'a schema that refers to a file',
    send: schema({ properties: { a: { $ref: 'file:///etc/passwd' } } }),
    code: 'contract_invalid',
  },
  {
    what: 'a schema that refers to itself for ever',
    send: schema({ $defs: { a: { $ref: '#/$defs/a' } }, $ref: '#/$defs/a' }),
    code: 'contract_invalid',
  },
  {
    what: 'a schema whose pattern runs away',
    send: schema({ type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+\\1$' } } }),
    code: 'contract_invalid',
  },
  {
    what: 'a schema whose pattern is none',
    send: schema({ properties: { a: { type: 'string', pattern: '(' } } }),
    code: 'contract_invalid',
  },
  { what: 'a schema of no known type', send: schema({ type: 'thing' }), code: 'contract_invalid' },
  { what: 'a schema that is a list', send: schema([]), code: 'validation_failed' },
  {
    what: 'a schema of 100 KB',
    send: schema({ description: 'a'.repeat(100_000) }),
    code: 'contract_invalid',
  },
  {
    what: 'every mistake of a contract at once',
    send: contract({
      entryCriteria: [{ id: 'a', description: 'A', expression: 'packet.nope' }],
      exitCriteria: [{ id: 'b', description: 'B', expression: 'outcome.' }],
      packet: { schema: { type: 'thing' } },
    }),
    code: 'contract_invalid',
  },
  {
    what: 'a target of a bare day',
    send: contract({ clocks: [{ name: 'a', start: 'submitted', stop: ['accepted'], target: 'P1D' }] }),
    code: 'validation_failed',
    causes: ['/clocks/0/target'],
  },
  {
    what: 'a check of a contract with a criterion that means nothing',
    send: () =>
      post('/v1/contracts/check', { ...BODY, entryCriteria: [{ id: 'a', description: 'A', expression: '1' }] }),
    code: 'contract_invalid',
    causes: ['/entryCriteria/0/expression'],
  },
  {
    what: 'a check for a publication that names nobody',
    send: () => {
      const routing = { fallback: { ownerId: `own_${NOBODY}` } };
      return post('/v1/contracts/check?for=publication', { ...BODY, routing });
    },
    code: 'contract_invalid',
    causes: [['/routing/fallback/ownerId', 'unknown_owner']],
  },
  {
    what: 'a check for something else',
    send: () => post('/v1/contracts/check?for=fun', BODY),
    code: 'validation_failed',
    causes: ['/query/for'],
  },
  {
    what: 'a template that does not exist',
    send: () => post('/v1/contracts', { templateSlug: '../../etc/passwd' }),
    code: 'validation_failed',
  },
  {
    what: 'a publication of what names nobody',
    send: (p) => post(`/v1/contracts/${p.contract}/publish`, {}),
    code: 'conflict',
  },
  { what: 'a retirement of a draft', send: (p) => post(`/v1/contracts/${p.draft}/retire`, {}), code: 'conflict' },
  {
    what: 'a removal of what was published',
    send: (p) => ({ method: 'DELETE', path: `/v1/contracts/${p.contract}` }),
    code: 'in_use',
  },
  {
    what: 'a migration of its handoffs to a version that it never had',
    send: (p) => post(`/v1/contracts/${p.contract}/migrate`, { toVersion: 2, dryRun: false }),
    code: 'validation_failed',
    causes: [['/toVersion', 'unknown_version']],
  },
  {
    what: 'a migration from a place of another list',
    send: (p) => post(`/v1/contracts/${p.contract}/migrate`, { toVersion: 1, cursor: 'MTpub3doZXJl' }),
    code: 'validation_failed',
    causes: [['/cursor', 'invalid_cursor']],
  },
];
