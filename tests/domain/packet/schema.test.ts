import { describe, expect, it } from 'vitest';
import { checkPacketSchema } from '#domain/packet/schema.ts';

const causes = (schema: unknown) => checkPacketSchema(schema).map(({ pointer, code }) => `${pointer} ${code}`);
const withProperty = (property: unknown) => ({ type: 'object', properties: { p: property } });

/** `depth` schemas inside one another. */
function nested(depth: number): object {
  let schema: object = { type: 'object' };
  for (let level = 0; level < depth; level += 1) schema = { type: 'object', properties: { p: schema } };
  return schema;
}

describe('a packet schema is accepted', () => {
  it.each([
    ['as small as can be', { type: 'object' }],
    [
      'with its dialect and id',
      { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: 'https://x.example/s', type: 'object' },
    ],
    ['with unknown keywords', { type: 'object', 'x-order': 1, properties: { p: { type: 'string', example: 'a' } } }],
    [
      'with local references',
      { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: { a: { type: 'string' } } },
    ],
    [
      'with names that need escaping',
      { type: 'object', properties: { 'a/b~c': { $ref: '#/$defs/x%20y' } }, $defs: { 'x y': true } },
    ],
    ['that recurs along the packet', { type: 'object', properties: { child: { $ref: '#' } } }],
    [
      'with every combination',
      withProperty({ anyOf: [{ type: 'string' }, false], if: true, else: { minLength: 1 }, not: { const: 'x' } }),
    ],
    [
      'with a property named like a keyword',
      { type: 'object', properties: { $ref: { type: 'string' }, type: { type: 'string' } } },
    ],
    [
      'with a property named like a member of every object',
      { type: 'object', properties: { constructor: { type: 'string' } } },
    ],
  ])('%s', (_what, schema) => {
    expect(checkPacketSchema(schema)).toEqual([]);
  });
});

describe('a packet schema is refused', () => {
  it.each([
    ['when it is no object', 'string', [' schema_not_object']],
    ['when packets need not be objects', { properties: {} }, ['/type schema_not_object']],
    [
      'when it is of another dialect',
      { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' },
      ['/$schema schema_dialect'],
    ],
    [
      'for a remote reference',
      withProperty({ $ref: 'https://x.example/s.json' }),
      ['/properties/p/$ref schema_reference'],
    ],
    ['for a reference to a file', withProperty({ $ref: 'defs.json#/a' }), ['/properties/p/$ref schema_reference']],
    ['for a reference to nothing', withProperty({ $ref: '#/$defs/none' }), ['/properties/p/$ref schema_reference']],
    [
      'for a reference into data',
      withProperty({ const: { a: 1 }, $ref: '#/properties/p/const' }),
      ['/properties/p/$ref schema_reference'],
    ],
    [
      'for a reference by inherited name',
      withProperty({ $ref: '#/__proto__' }),
      ['/properties/p/$ref schema_reference'],
    ],
    ['for a dynamic reference', withProperty({ $dynamicRef: '#x' }), ['/properties/p/$dynamicRef schema_keyword']],
    ['for an inner $id', withProperty({ $id: 'https://x.example/p' }), ['/properties/p/$id schema_keyword']],
    ['for a pattern that could stall', withProperty({ pattern: '(a+)+$' }), ['/properties/p/pattern unsafe_pattern']],
    ['for a pattern that is none', withProperty({ pattern: '[' }), ['/properties/p/pattern unsafe_pattern']],
    [
      'for a name pattern that could stall',
      { type: 'object', patternProperties: { '(a|a)*$': true } },
      ['/patternProperties/(a|a)*$ unsafe_pattern'],
    ],
    ['for a schema that is none', withProperty(7), ['/properties/p schema_keyword']],
    ['for a list of items in the old way', withProperty({ items: [true] }), ['/properties/p/items schema_keyword']],
  ])('%s', (_what, schema, expected) => {
    expect(causes(schema)).toEqual(expected);
  });

  it.each([
    ['type', 'text'],
    ['type', []],
    ['type', ['string', 'string']],
    ['enum', []],
    ['required', ['a', 'a']],
    ['required', 'a'],
    ['minLength', -1],
    ['maxItems', 1.5],
    ['minimum', '3'],
    ['multipleOf', 0],
    ['uniqueItems', 'yes'],
    ['format', 7],
    ['properties', []],
    ['allOf', []],
    ['anyOf', {}],
    ['not', 'x'],
    ['dependentRequired', { a: 'b' }],
  ])('when %s is %j', (keyword, value) => {
    expect(causes(withProperty({ [keyword]: value }))).toEqual([`/properties/p/${keyword} schema_keyword`]);
  });

  it('with all of its mistakes at once', () => {
    const schema = { properties: { a: { type: 'text' }, b: { pattern: '(' }, c: { $ref: 'other.json' } } };
    expect(causes(schema)).toEqual([
      '/type schema_not_object',
      '/properties/c/$ref schema_reference',
      '/properties/b/pattern unsafe_pattern',
      '/properties/a/type schema_keyword',
    ]);
  });
});

describe('a packet schema is bounded', () => {
  it.each([
    ['bytes', { type: 'object', description: 'x'.repeat(70_000) }],
    ['depth', nested(200)],
    ['depth far beyond the stack', nested(50_000)],
    [
      'subschemas',
      { type: 'object', properties: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`p${i}`, true])) },
    ],
  ])('in %s', (_what, schema) => {
    expect(causes(schema)).toEqual([' schema_too_large']);
  });

  it('in how many schemas speak of one value, however few they look', () => {
    const levels = Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/$defs/l${index + 1}` };
      return [`l${index}`, { allOf: [next, next] }];
    });
    const $defs = { ...Object.fromEntries(levels), l40: { type: 'string' } };
    expect(causes({ ...withProperty({ $ref: '#/$defs/l0' }), $defs })).toEqual([
      expect.stringMatching(/ schema_too_large$/),
    ]);
  });

  it('in references that lead round in a circle for the same value', () => {
    const $defs = { a: { $ref: '#/$defs/b' }, b: { anyOf: [{ type: 'string' }, { $ref: '#/$defs/a' }] } };
    expect(causes({ ...withProperty({ $ref: '#/$defs/a' }), $defs })).toEqual([
      expect.stringMatching(/ schema_reference$/),
    ]);
    expect(causes({ type: 'object', allOf: [{ $ref: '#' }] })).toEqual([expect.stringMatching(/ schema_reference$/)]);
  });
});
