import { describe, expect, it } from 'vitest';
import { checkPacketSchema } from '#domain/packet/schema.ts';
import { checkPacketSize, MAX_SCHEMA_ERRORS, validatePacket } from '#domain/packet/validate.ts';

const ofProperty = (schema: unknown, p: unknown) =>
  validatePacket({ type: 'object', properties: { p: schema } }, { p });
const causes = (schema: unknown, p: unknown) =>
  ofProperty(schema, p).map(({ pointer, keyword }) => `${pointer} ${keyword}`);

describe('validation', () => {
  it('lists every error at once, each where it is to be mended', () => {
    const schema = {
      type: 'object',
      required: ['goals', 'arr', 'owner'],
      additionalProperties: false,
      properties: {
        goals: { type: 'string', minLength: 5 },
        arr: { type: 'number', description: 'Annual recurring revenue' },
        owner: { type: 'object', required: ['email'], properties: { email: { type: 'string', format: 'email' } } },
        seats: { type: 'integer', minimum: 1 },
        tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      },
    };
    const packet = { goals: 'x', owner: { email: 'nobody' }, seats: 0.5, tags: ['a', 1, 'a'], 'a/b': true };
    expect(validatePacket(schema, packet)).toEqual([
      { pointer: '/arr', keyword: 'required', message: 'is required: Annual recurring revenue' },
      { pointer: '/goals', keyword: 'minLength', message: 'must have at least 5 character(s), has 1' },
      { pointer: '/owner/email', keyword: 'format', message: 'must be a valid email' },
      { pointer: '/seats', keyword: 'type', message: 'must be a whole number, not a number' },
      { pointer: '/seats', keyword: 'minimum', message: 'must be at least 1' },
      { pointer: '/tags/2', keyword: 'uniqueItems', message: 'repeats item 0 of the list' },
      { pointer: '/tags/1', keyword: 'type', message: 'must be text, not a number' },
      {
        pointer: '/a~1b',
        keyword: 'additionalProperties',
        message: 'is not a known property: known are goals, arr, owner, seats, tags',
      },
    ]);
  });

  it('points at a property that is missing deep inside', () => {
    const schema = { type: 'array', items: { type: 'object', required: ['role'] } };
    expect(causes(schema, [{ role: 'x' }, {}])).toEqual(['/p/1/role required']);
  });

  it('says of an alternative why none fits', () => {
    const [error] = ofProperty({ anyOf: [{ type: 'string' }, { type: 'object', required: ['email'] }] }, {});
    expect(error?.message).toBe(
      'must be one of 2 alternatives, and fits none: (1) it must be text, not an object; (2) /email is required',
    );
  });

  it.each([
    ['date-time', '2026-11-22T09:00:00Z', '2026-11-22 nine'],
    ['date', '2028-02-29', '2027-02-29'],
    ['time', '09:00:00Z', '25:00:00Z'],
    ['email', 'dana.reyes@example.com', 'dana.reyes'],
    ['uri', 'https://example.com/a?b=c', 'example.com'],
    ['uuid', '7f1f3c1e-9d2b-4c1a-8e3f-0a1b2c3d4e5f', '7f1f3c1e'],
    ['hostname', 'example.com', 'exa_mple'],
    ['ipv4', '192.0.2.1', '192.0.2.300'],
    ['ipv6', '2001:db8::1', '2001:zz8::1'],
    ['duration', 'PT4H', '4 hours'],
  ])('asserts the format %s', (format, right, wrong) => {
    expect(causes({ format }, right)).toEqual([]);
    expect(causes({ format }, wrong)).toEqual(['/p format']);
  });

  it('leaves a format that it does not know alone', () => {
    expect(causes({ format: 'colour' }, 'anything')).toEqual([]);
  });

  it('counts characters, not code units', () => {
    expect(causes({ maxLength: 2 }, '😀😀')).toEqual([]);
    expect(causes({ minLength: 3 }, '😀😀')).toEqual(['/p minLength']);
  });

  it('takes decimal numbers for what was written', () => {
    expect(causes({ multipleOf: 0.1 }, 0.3)).toEqual([]);
    expect(causes({ multipleOf: 0.01 }, 19.99)).toEqual([]);
    expect(causes({ multipleOf: 0.1 }, 0.35)).toEqual(['/p multipleOf']);
    expect(causes({ multipleOf: 1e-300 }, 1e300)).toEqual([]);
  });

  it('knows own properties only', () => {
    const schema = {
      type: 'object',
      required: ['constructor', 'toString'],
      properties: { __proto__: { type: 'string' } },
    };
    expect(validatePacket(schema, {}).map(({ pointer }) => pointer)).toEqual(['/constructor', '/toString']);
    expect(
      validatePacket(JSON.parse('{"properties":{"__proto__":{"type":"string"}}}'), JSON.parse('{"__proto__":1}')),
    ).toEqual([{ pointer: '/__proto__', keyword: 'type', message: 'must be text, not a number' }]);
  });

  it('follows a schema that recurs along the packet', () => {
    const schema = { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#' } } };
    const errors = validatePacket(schema, { child: { child: { name: 1 } } });
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/child/child/name']);
  });

  it('sees what other keywords have looked at', () => {
    const schema = { allOf: [{ properties: { a: true } }], properties: { b: true }, unevaluatedProperties: false };
    expect(causes(schema, { a: 1, b: 2 })).toEqual([]);
    expect(causes(schema, { a: 1, c: 2 })).toEqual(['/p/c unevaluatedProperties']);
    expect(causes({ prefixItems: [true], unevaluatedItems: false }, [1, 2])).toEqual(['/p/1 unevaluatedItems']);
  });

  it('does not run a pattern for short texts on a long one', () => {
    const schema = { pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', maxLength: 254 };
    expect(checkPacketSchema({ type: 'object', properties: { p: schema } })).toEqual([]);
    expect(causes(schema, 'dana@example.com')).toEqual([]);
    expect(causes(schema, `a@${'.a'.repeat(60_000)} `)).toEqual(['/p maxLength', '/p pattern']);
  });
});

describe('validation cannot run away', () => {
  it('over a schema that doubles at each level of the packet', () => {
    const node = { properties: { c: { $ref: '#/$defs/n' } } };
    const schema = { type: 'object', $ref: '#/$defs/n', $defs: { n: { anyOf: [node, { ...node, required: ['x'] }] } } };
    expect(checkPacketSchema(schema)).toEqual([]);
    const packet = JSON.parse(`${'{"c":'.repeat(31)}{}${'}'.repeat(31)}`);
    expect(validatePacket(schema, packet).map(({ keyword }) => keyword)).toEqual(['$work']);
  });

  it('over long lists that must be unique', () => {
    const list = Array.from({ length: 10_000 }, (_, index) => ({ index }));
    expect(causes({ uniqueItems: true }, list)).toEqual([]);
    expect(causes({ uniqueItems: true }, [...list, { index: 7 }])).toEqual(['/p/10000 uniqueItems']);
  });

  it('over a large enumeration and a long list', () => {
    const schema = { items: { enum: Array.from({ length: 6000 }, (_, index) => `value ${index}`) } };
    expect(
      causes(
        schema,
        Array.from({ length: 60_000 }, () => 1),
      ),
    ).toEqual([' $work']);
  });

  it('over nesting beyond the stack', () => {
    const schema = { type: 'object', additionalProperties: { $ref: '#' } };
    let packet: object = {};
    for (let level = 0; level < 100_000; level += 1) packet = { c: packet };
    expect(validatePacket(schema, packet).map(({ keyword }) => keyword)).toEqual(['$work']);
  });

  it('in the number of errors that it lists', () => {
    expect(
      ofProperty(
        { items: { type: 'string' } },
        Array.from({ length: 5000 }, () => 1),
      ),
    ).toHaveLength(MAX_SCHEMA_ERRORS);
  });
});

describe('a packet is taken up to a size', () => {
  it('of 128 KiB of UTF-8', () => {
    expect(checkPacketSize({ a: 'x'.repeat(128 * 1024 - 8) })).toEqual([]);
    expect(checkPacketSize({ a: 'x'.repeat(128 * 1024 - 7) })).toMatchObject([{ code: 'packet_too_large' }]);
    expect(checkPacketSize({ a: 'é'.repeat(65 * 1024) })).toMatchObject([{ code: 'packet_too_large' }]);
  });

  it('of 32 levels, and far beyond the stack without falling over', () => {
    const levels = (depth: number) => JSON.parse(`${'{"c":'.repeat(depth - 1)}{}${'}'.repeat(depth - 1)}`);
    expect(checkPacketSize(levels(32))).toEqual([]);
    expect(checkPacketSize(levels(34))).toMatchObject([{ code: 'packet_too_deep' }]);
    expect(checkPacketSize(levels(100_000))).toMatchObject([{ code: 'packet_too_deep' }]);
  });

  it('with names of 256 characters', () => {
    expect(checkPacketSize({ ['n'.repeat(256)]: 1 })).toEqual([]);
    expect(checkPacketSize({ ['n'.repeat(257)]: 1 })).toMatchObject([{ code: 'packet_name_too_long' }]);
  });
});
