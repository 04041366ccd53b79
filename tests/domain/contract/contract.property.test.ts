import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contractBodySchema } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { compileCriteria } from '#domain/contract/compile.ts';
import { evaluateCriteria } from '#domain/contract/criteria.ts';
import { CONTRACT_TEMPLATES } from '#domain/contract/templates/index.ts';

const schema = {
  type: 'object',
  properties: { a: { type: 'number' }, b: { type: 'string' }, c: { type: 'array', items: { type: 'number' } } },
};
const words = fc.constantFrom(
  ...[
    'packet',
    'packet.a',
    'packet.b',
    'packet.c',
    'packet.c[0]',
    'x',
    'subject',
    'handoff',
    '1',
    '1.5',
    '"s"',
    'null',
    'true',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '%',
    '==',
    '!=',
    '<',
    '>=',
    '&&',
    '||',
    '!',
    'in',
    '?',
    ':',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '.',
  ],
  ...[
    '.all(x, ',
    '.map(x, ',
    '.filter(x, ',
    '.exists(x, ',
    'size(',
    'has(',
    '.matches(',
    'timestamp(',
    'duration(',
    '\n',
    'u',
    'b"',
  ],
);
const sources = fc.oneof(
  fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
  fc.array(words, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string(),
  fc.string({ unit: 'grapheme' }),
);

/** A template with a value somewhere replaced by another. */
const spoilt = fc
  .tuple(fc.constantFrom(...CONTRACT_TEMPLATES), fc.nat(), fc.jsonValue({ maxDepth: 2 }))
  .map(([{ body }, at, value]) => {
    let index = 0;
    const places = countOf(body);
    return JSON.parse(JSON.stringify(body), (_key, old: unknown) => {
      index += 1;
      return index === (at % places) + 1 ? value : old;
    }) as unknown;
  });

function countOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countOf(inner), 1);
}

describe('whatever the input', () => {
  it('an expression is accepted or refused, and evaluates without throwing', () => {
    fc.assert(
      fc.property(sources, fc.jsonValue({ maxDepth: 3 }), (expression, packet) => {
        const [criterion] = compileCriteria([{ id: 'c', expression }], schema, 'exit');
        if (criterion !== undefined && 'problem' in criterion.condition) {
          expect(criterion.condition.problem.line).toBeGreaterThanOrEqual(1);
          expect(criterion.condition.problem.column).toBeGreaterThanOrEqual(1);
        }
        const results = evaluateCriteria(criterion === undefined ? [] : [criterion], {
          packet,
          subject: {},
          handoff: {},
          outcome: {},
        });
        expect(results).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('an accepted expression is true, false, or a reason in words of the caller', () => {
    const packets = fc.record(
      { a: fc.integer(), b: fc.string(), c: fc.array(fc.integer(), { maxLength: 5 }) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(sources, packets, (expression, packet) => {
        const compiled = compileCriteria([{ id: 'c', expression }], schema, 'entry');
        const [result] = evaluateCriteria(compiled, { packet, subject: {}, handoff: {} });
        if (result?.met !== false) return;
        expect(result.error ?? '').not.toMatch(/undefined|\[object|is not a function|Cannot read|cannot be evaluated/);
      }),
      { numRuns: 2000 },
    );
  });

  it('a body is parsed or refused, and a parsed one checked, without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(spoilt, fc.jsonValue()), (input) => {
        const parsed = contractBodySchema().safeParse(input);
        if (!parsed.success) return;
        for (const { pointer, code, message } of checkContract(parsed.data)) {
          expect(pointer).toMatch(/^\//);
          expect(code).toMatch(/^[a-z_]+$/);
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 600 },
    );
  });

  it('a body with any JSON as its packet schema is checked without throwing', () => {
    const [{ body } = { body: undefined }] = CONTRACT_TEMPLATES;
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (packetSchema) => {
        if (body === undefined) throw new Error('there are no templates');
        expect(Array.isArray(checkContract({ ...body, packet: { schema: packetSchema } }))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
