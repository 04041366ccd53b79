import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isKeptExactly } from '#api/request/exact-number.ts';

/** The value of a decimal literal as a fraction of whole numbers. */
function fractionOf(literal: string): { readonly above: bigint; readonly below: bigint } {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(literal) ?? [];
  const scale = Number(exponent) - fraction.length;
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`);
  return scale < 0
    ? { above: digits, below: 10n ** BigInt(-scale) }
    : { above: digits * 10n ** BigInt(scale), below: 1n };
}

function isSameValue(one: string, other: string): boolean {
  const [a, b] = [fractionOf(one), fractionOf(other)];
  return a.above * b.below === b.above * a.below;
}

const kept = (literal: string) => isKeptExactly(literal, Number(literal));

const zeros = fc.integer({ min: 0, max: 30 }).map((count) => '0'.repeat(count));
const digits = fc.stringMatching(/^\d{1,25}$/);
const whole = digits.map((text) => text.replace(/^0+(?=\d)/, ''));
const fraction = fc.option(
  fc.tuple(zeros, digits, zeros).map((parts) => `.${parts.join('')}`),
  { nil: '' },
);
const exponent = fc.option(
  fc
    .tuple(
      fc.constantFrom('e', 'E', 'e+', 'e-', 'E-'),
      fc.constantFrom('', '0', '000'),
      fc.integer({ min: 0, max: 330 }),
    )
    .map((parts) => parts.join('')),
  { nil: '' },
);
const literals = fc
  .tuple(fc.constantFrom('', '-'), whole, fraction, exponent)
  .map((parts) => parts.join(''))
  .filter((literal) => Number.isFinite(Number(literal)));
/** Those that are as near to a double as another way to write it, or a neighbour in the last digit. */
const neighbours = fc
  .tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: 0, max: 25 }),
    fc.constantFrom('e0', 'E-1', ''),
  )
  .map(([value, places, suffix]) => `${value.toExponential(Math.min(places, 100)).replace(/e.*/, '')}${suffix}`);

/** As long as the first that are not kept. */
const integers = fc.bigInt({ min: 2n ** 53n, max: 10n ** 17n }).map(String);

describe('a number of JSON is kept exactly', () => {
  test('if and only if its double prints the same value, shortest or of a fraction with 17 digits, by exact arithmetic', () => {
    fc.assert(
      fc.property(fc.oneof(literals, neighbours, integers), (literal) => {
        const value = Number(literal);
        const prints = [String(value), ...(Number.isInteger(value) ? [] : [value.toPrecision(17)])];
        expect(kept(literal), literal).toBe(prints.some((print) => isSameValue(literal, print)));
      }),
      { numRuns: 3_000 },
    );
  });

  test('if a double was printed, whichever', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(kept(JSON.stringify(value))).toBe(true);
        if (!Number.isInteger(value)) expect(kept(value.toPrecision(17))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('if it has up to fifteen digits', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{0,14}$/), fc.integer({ min: -290, max: 290 }), (text, power) => {
        expect(kept(`${text}e${power}`)).toBe(true);
      }),
    );
  });

  test.each([
    '0',
    '-0',
    '0.1',
    '1.10',
    '1e21',
    '1E+21',
    '100000000000000000000000',
    '5e-324',
    '0e999999999999',
    '0.10000000000000001',
    '1e0000000000005',
  ])('such as %s', (literal) => {
    expect(kept(literal)).toBe(true);
  });

  test.each([
    '9007199254740993',
    '9007199254740993.0',
    '98559615340221184',
    '90071992547409936',
    '9007199254740993e0',
    '900719925474099.3e1',
    '0.100000000000000006',
    '1.0000000000000001',
    '1e-400',
    '1.00000000000000000001',
    '0.12345678901234567890123',
    '0.1000000000000000055511151231257827',
    '4e-324',
    `1e-${'9'.repeat(400)}`,
  ])('but not %s', (literal) => {
    expect(kept(literal)).toBe(false);
  });

  test('or is not, also where it is a megabyte long', () => {
    const long = '0'.repeat(1_000_000);
    expect(kept(`0.${long}1e1000001`)).toBe(true);
    expect(kept(`1.${long}`)).toBe(true);
    expect(kept(`1.${long}1`)).toBe(false);
  });
});
