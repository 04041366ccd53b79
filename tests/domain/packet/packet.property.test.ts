import { isDeepStrictEqual } from 'node:util';
import { type Schema, Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '#domain/packet/canonical.ts';
import { valueAt } from '#domain/packet/json.ts';
import { checkPacketSchema } from '#domain/packet/schema.ts';
import { checkPacketSize, validatePacket } from '#domain/packet/validate.ts';

// Spelt out as a key, it would make an object look like a promise.
const THEN = 'then';
const name = fc.constantFrom('a', 'b', 'c');
const leaf = fc.oneof(fc.constantFrom(null, true, false, 0, 1, 2, -1, 1.5, '', 'a', 'ab', 'abc'), fc.integer());
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3 }),
  ),
})).value;
const small = fc.nat({ max: 3 });
const schemas = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc.record(
      {
        type: fc.oneof(
          fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'null', 'boolean'),
          fc.constant(['string', 'array']),
        ),
        enum: fc.array(json, { minLength: 1, maxLength: 3 }),
        const: json,
        minimum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(1, 2, 0.5),
        minLength: small,
        maxLength: small,
        pattern: fc.constantFrom('^a', 'b$', '^[ab]+$'),
        required: fc.uniqueArray(name, { maxLength: 2 }),
        minProperties: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        $ref: fc.constantFrom('#/$defs/d', '#/$defs/e'),
        properties: fc.dictionary(name, tie('schema'), { maxKeys: 2 }),
        patternProperties: fc.dictionary(fc.constantFrom('^a', '[bc]'), tie('schema'), { maxKeys: 1 }),
        additionalProperties: tie('schema'),
        propertyNames: tie('schema'),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        items: tie('schema'),
        contains: tie('schema'),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
        if: tie('schema'),
        [THEN]: tie('schema'),
        else: tie('schema'),
        dependentSchemas: fc.dictionary(name, tie('schema'), { maxKeys: 1 }),
        dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { maxKeys: 1 }),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;
const packetSchemas = fc.record({
  type: fc.constant('object'),
  properties: fc.dictionary(name, schemas, { minKeys: 1, maxKeys: 3 }),
  $defs: fc.record({ d: schemas, e: fc.constant({ type: 'string' }) }),
});
const packets = fc.dictionary(name, json, { maxKeys: 3 });

describe('packets', () => {
  it('are valid exactly when an independent validator says so', () => {
    let compared = 0;
    fc.assert(
      fc.property(packetSchemas, packets, (schema, packet) => {
        if (checkPacketSchema(schema).length > 0) return;
        compared += 1;
        const oracle = new Validator(structuredClone(schema) as Schema, '2020-12', false);
        expect(validatePacket(schema, packet).length === 0).toBe(oracle.validate(packet).valid);
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(250);
  });

  it('have errors that point into them, or to where something is missing', () => {
    fc.assert(
      fc.property(packetSchemas, packets, (schema, packet) => {
        for (const { pointer, keyword, message } of validatePacket(schema, packet)) {
          expect(message).not.toBe('');
          const missing = keyword === 'required' || keyword === 'dependentRequired';
          expect(valueAt(packet, pointer) === undefined, `${pointer} ${keyword}`).toBe(missing);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('and schemas of any JSON at all throw nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.jsonValue({ maxDepth: 5 }), (schema, packet) => {
        expect(Array.isArray(checkPacketSchema(schema))).toBe(true);
        expect(Array.isArray(validatePacket(schema, packet))).toBe(true);
        expect(Array.isArray(checkPacketSize(packet))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('whose schema has the right keywords with the wrong values throw nothing', () => {
    const keywords = [
      'type',
      'enum',
      'properties',
      'items',
      'allOf',
      '$ref',
      'pattern',
      'required',
      'if',
      'then',
      'not',
      '$defs',
      'format',
    ];
    const wrong = fc.dictionary(
      fc.constantFrom(...keywords),
      fc.oneof(json, fc.constantFrom('#', '#/properties/a', '(')),
      { maxKeys: 5 },
    );
    fc.assert(
      fc.property(wrong, fc.dictionary(name, wrong), packets, (schema, properties, packet) => {
        const whole = { ...schema, type: 'object', properties };
        expect(Array.isArray(checkPacketSchema(whole))).toBe(true);
        expect(Array.isArray(validatePacket(whole, packet))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('are equal as canonical text exactly when they are equal as values', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(canonicalText(a)).toBe(canonicalText(structuredClone(a)));
        expect(canonicalText(a) === canonicalText(b)).toBe(isSame(a, b));
      }),
    );
  });
});

/** By Node's own comparison; through JSON, so that an object's prototype does not count. */
function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}
