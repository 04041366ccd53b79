import { describe, expect, it } from 'vitest';
import { type ContractBodyInput, contractBodySchema } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { checkInheritance } from '#domain/contract/check-inheritance.ts';
import { MAX_INHERITED } from '#domain/packet/inherited.ts';
import { contractBody } from '../../support/contracts.ts';

const PERSON = { type: 'object', properties: { name: { type: 'string' } } };
const SCHEMA = {
  type: 'object',
  properties: {
    goals: { type: 'string' },
    terms: { $ref: '#/$defs/terms' },
    'a/b~c': {},
    people: { type: 'array', items: PERSON },
    loop: { $ref: '#/$defs/loop' },
  },
  allOf: [{ properties: { risks: { type: 'array' } } }],
  $defs: {
    terms: { type: 'object', properties: { arr: { type: 'number' } } },
    loop: { type: 'object', properties: { inner: {}, loop: { $ref: '#/$defs/loop' } } },
  },
};

type Inherit = NonNullable<NonNullable<ContractBodyInput['packet']>['inherit']>;
const violations = (inherit: Inherit) =>
  checkContract(contractBody({ packet: { schema: SCHEMA, inherit } })).map(({ pointer, code }) => [pointer, code]);
const parse = (inherit: unknown) =>
  contractBodySchema().safeParse({ ...contractBody(), packet: { schema: SCHEMA, inherit } }).success;

describe('what a contract may have carried over', () => {
  it('is what its schema declares, also by reference, as a part, and under names that have to be escaped', () => {
    expect(
      violations([
        { field: '/goals' },
        { field: '/terms/arr' },
        { field: '/risks' },
        { field: '/a~1b~0c' },
        { field: '/loop/loop/inner' },
      ]),
    ).toEqual([]);
  });

  it('is found out of schemas that refer to themselves, which are refused for that', () => {
    const schema = { $ref: '#', allOf: [{ $ref: '#' }], properties: { goals: {} } };
    const body = contractBody({ packet: { schema, inherit: [{ field: '/goals' }, { field: '/other' }] } });
    expect(checkInheritance(body).map(({ pointer }) => pointer)).toEqual(['/packet/inherit/1/field']);
  });

  it.each(['/unknown', '/goals/length', '/people/0', '/people/0/name', '/loop/other', '/toString', '/terms/'])(
    'is not %s, which the schema does not declare',
    (field) => {
      expect(violations([{ field }])).toEqual([['/packet/inherit/0/field', 'unknown_field']]);
    },
  );

  it('is named once, and lies in nothing that is carried over as a whole', () => {
    expect(violations([{ field: '/goals' }, { field: '/goals' }])).toEqual([['/packet/inherit/1/field', 'duplicate']]);
    expect(violations([{ field: '/terms/arr' }, { field: '/terms' }])).toEqual([
      ['/packet/inherit/0/field', 'overlap'],
    ]);
  });

  it('comes from somewhere: a source that says nothing is refused', () => {
    expect(violations([{ field: '/goals', from: {} }])).toEqual([['/packet/inherit/0/from', 'empty']]);
    expect(violations([{ field: '/goals', from: { stage: {} } }])).toEqual([['/packet/inherit/0/from/stage', 'empty']]);
  });

  it('may be whatever the schema can declare: a name of 256 characters, each of them escaped', () => {
    expect(parse([{ field: `/${'~0'.repeat(256)}`, from: { field: `/${'~1'.repeat(256)}` } }])).toBe(true);
  });

  it.each([
    ['the packet itself', [{ field: '' }]],
    ['a name that is no pointer', [{ field: 'goals' }]],
    ['a pointer that is wrongly escaped', [{ field: '/a~2' }]],
    ['a pointer of 514 characters', [{ field: `/${'a'.repeat(513)}` }]],
    ['an id of another kind', [{ field: '/goals', from: { contractId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' } }]],
    ['a stage that is no name', [{ field: '/goals', from: { stage: { from: 'closed won' } } }]],
    ['a source in words', [{ field: '/goals', from: 'sales' }]],
    ['more than is allowed', Array.from({ length: MAX_INHERITED + 1 }, (_, index) => ({ field: `/f${index}` }))],
  ])('has a form of its own: %s is refused', (_what, inherit) => {
    expect(parse(inherit)).toBe(false);
  });
});
