import { expect, test } from 'vitest';
import { requiredFields } from '#domain/review/required-fields.ts';

/** An object with a member `then` is taken for a promise where it is written out. */
function conditional(condition: object, ...branches: readonly object[]): object {
  const names = ['if', 'then', 'else'];
  return Object.fromEntries([condition, ...branches].map((schema, index) => [names[index] ?? '', schema]));
}

test.each([
  ['by itself', { required: ['a', 'b/c'] }, ['/a', '/b~1c']],
  ['by reference', { $ref: '#/$defs/base', $defs: { base: { required: ['a'] } } }, ['/a']],
  ['in combination', { allOf: [{ required: ['a'] }, { allOf: [{ required: ['b'] }] }] }, ['/a', '/b']],
  ['in each of several alternatives', { anyOf: [{ required: ['a', 'b'] }, { required: ['b'] }] }, ['/b']],
  ['on either condition', conditional({}, { required: ['a', 'b'] }, { required: ['a'] }), ['/a']],
])('a schema may require a field %s', (_, schema, fields) => {
  expect([...requiredFields(schema)].sort()).toEqual(fields);
});

test.each([
  ['one of several alternatives', { oneOf: [{ required: ['a'] }, { required: ['b'] }] }],
  ['a condition', conditional({ properties: { b: { const: 1 } } }, { required: ['a'] })],
  ['a member of the packet', { properties: { a: { required: ['b'] } } }],
  ['a reference that leads nowhere', { $ref: '#/$defs/none' }],
  ['a reference to itself', { $ref: '#' }],
])('what %s requires is not required of every packet', (_, schema) => {
  expect(requiredFields(schema).size).toBe(0);
});
