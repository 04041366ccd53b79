import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_PATTERN_LENGTH, PatternAudit } from '#domain/packet/pattern.ts';
import { parsePattern } from '#domain/packet/pattern-syntax.ts';
import { ReferenceMatcher } from './reference-matcher.ts';

const verdict = (source: string, maxLength?: number) => new PatternAudit().problem(source, maxLength);

describe('a pattern audit accepts the patterns of everyday schemas', () => {
  it.each([
    ['slug', '^[a-z0-9]+(?:-[a-z0-9]+)*$'],
    ['phone number', '^\\+?[1-9]\\d{1,14}$'],
    ['local phone number', '^\\(?\\d{3}\\)?[- .]?\\d{3}[- .]?\\d{4}$'],
    ['date', '^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$'],
    ['time', '^([01]\\d|2[0-3]):[0-5]\\d$'],
    ['uuid', '^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'],
    ['email address', '^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$'],
    [
      'email address of HTML',
      "^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~\\-]+@[a-zA-Z0-9](?:[a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9\\-]{0,61}[a-zA-Z0-9])?)*$",
    ],
    ['URL', '^https?://[^\\s/$.?#].[^\\s]*$'],
    ['host name', '^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$'],
    ['IPv4 address', '^(\\d{1,3}\\.){3}\\d{1,3}$'],
    ['colour', '^#?([a-f0-9]{6}|[a-f0-9]{3})$'],
    ['currency', '^[A-Z]{3}$'],
    ['decimal number', '^-?\\d+(\\.\\d+)?$'],
    ['number with separators', '^\\d{1,3}(,\\d{3})*(\\.\\d+)?$'],
    ['semantic version', '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$'],
    ['name in any script', '^\\p{L}[\\p{L}\\p{M} .-]*$'],
    ['prefix', '^x-'],
    ['suffix', '\\.pdf$'],
    ['not blank', '\\S'],
    ['anything', '^[\\s\\S]*$'],
    ['bounded text', '^.{1,255}$'],
    ['empty pattern', ''],
    ['file name', '^.*\\.pdf$'],
    ['words', '^\\S+( \\S+)*$'],
    ['lazy repetition', '^<.+?$'],
  ])('%s', (_name, source) => {
    expect(verdict(source)).toBeUndefined();
  });
});

describe('a pattern audit refuses what a long text could stall', () => {
  it.each([
    '(a+)+$',
    '(a|a)*$',
    '(a|aa)+$',
    '(.*a){20}',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(\\w+\\s?)*$',
    '\\s+$',
    '^\\s+|\\s+$',
    '(x+x+)+y',
    '^(a*)*$',
    '^(a*b*)*$',
    '^(a|b|ab)*c$',
    '^\\d+\\d+$',
    '^(.+)+$',
    '^a*a*b$',
    '[a-z]+@x',
    'foo.*bar',
    '^.*foo.*$',
    '^(?:\\p{L}+ ?)+$',
    '^(?:[^x]|[^y])*z$',
    '^(?:a?){20}$',
    `^${'(a|b|c|a)'.repeat(20)}$`,
    `^${'a?'.repeat(30)}${'a'.repeat(30)}$`,
    'a{1,99999}',
    '(a{1,100}){1,100}',
    '((((a{9}){9}){9}){9}){9}',
  ])('%s', (source) => {
    expect(verdict(source)).toEqual(expect.any(String));
  });

  it.each([
    ['look-ahead', '^(?=a)b'],
    ['negative look-ahead', '^(?!a)b'],
    ['look-behind', '(?<=a)b'],
    ['negative look-behind', '(?<!a)b'],
    ['a back reference', '^(a)\\1$'],
    ['a named back reference', '^(?<x>a)\\k<x>$'],
    ['inline flags', '^(?i:a)$'],
  ])('and what it cannot bound: %s', (_name, source) => {
    expect(verdict(source)).toMatch(/not supported/);
  });

  it.each(['(', '[', 'a**', '\\', '(?<n', '{1}', '[b-a]', '\\p{Nope}'])(
    'and what is no pattern at all: %s',
    (source) => {
      expect(verdict(source)).toMatch(/not a valid regular expression/);
    },
  );

  it('and what is too long to look at', () => {
    expect(verdict('a'.repeat(MAX_PATTERN_LENGTH + 1))).toMatch(/longer than/);
  });

  it('but lets a pattern that takes steps with the square be, where texts are declared short', () => {
    const email = '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$';
    expect(verdict(email)).toMatch(/maxLength/);
    expect(verdict(email, 254)).toBeUndefined();
    expect(verdict(email, 257)).toMatch(/maxLength/);
    expect(verdict('^(a+)+$', 254)).toEqual(expect.any(String));
  });

  it('and ends early over many hard patterns, since one audit has one budget', () => {
    const audit = new PatternAudit();
    const hard = Array.from({ length: 200 }, (_, index) => `^(?:[ab]{0,30}[bc]{0,30}[ac]{0,${index}}){1,3}x$`);
    expect(hard.map((source) => audit.problem(source)).every((problem) => problem !== undefined)).toBe(true);
  });
});

const atom = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'c',
    '.',
    '[ab]',
    '[^a]',
    '[a-c]',
    '\\w',
    '\\d',
    '\\s',
    '\\x61',
    '\\u0062',
    '\\u{63}',
    '[\\d-]',
  ),
  fc.constantFrom('\\.', '[\\u{61}-\\u{62}]', '[^\\W]', '\\S', '[^]', '\\D'),
);
const sources = fc.letrec<{ pattern: string; term: string }>((tie) => ({
  term: fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: atom }, { weight: 1, arbitrary: tie('pattern').map((inner) => `(?:${inner})`) }),
      fc.constantFrom('', '', '', '?', '*', '+', '{2}', '{1,3}', '{2,}', '+?', '*?'),
    )
    .map(([body, quantifier]) => body + quantifier),
  pattern: fc.oneof(
    { weight: 3, arbitrary: fc.array(tie('term'), { minLength: 1, maxLength: 4 }).map((terms) => terms.join('')) },
    { weight: 1, arbitrary: fc.tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `${a}|${b}`) },
  ),
})).pattern;
const framed = fc
  .tuple(fc.boolean(), sources, fc.boolean())
  .map(([start, source, end]) => `${start ? '^' : ''}(?:${source})${end ? '$' : ''}`);

describe('the audit is sound', () => {
  it('reads a pattern as the engine does', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', ' ', '\n', 'é', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(framed, texts, (source, text) => {
        const matcher = new ReferenceMatcher(parsePattern(source), 1_000_000);
        expect(matcher.test(text)).toBe(new RegExp(source, 'u').test(text));
      }),
      { numRuns: 500 },
    );
  });

  it('an accepted pattern takes steps in proportion to the length of a text, whatever the text', () => {
    const pump = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', ' '), minLength: 1, maxLength: 4 });
    const texts = fc
      .tuple(pump, pump, pump, fc.constantFrom('', '\n', '!', 'x'))
      .map(([head, middle, tail, end]) => head + middle.repeat(80) + tail.repeat(40) + end);
    let accepted = 0;
    fc.assert(
      fc.property(framed, texts, (source, text) => {
        if (verdict(source) !== undefined) return;
        accepted += 1;
        const matcher = new ReferenceMatcher(parsePattern(source), 600 * (text.length + 1));
        expect(() => matcher.test(text)).not.toThrow();
      }),
      { numRuns: 400 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('never throws, whatever the text of the pattern', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab()[]{}?*+|^$\\.1,-<=!:pu') })),
        (source) => {
          const problem = verdict(source);
          expect(problem === undefined || problem.length > 0).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
