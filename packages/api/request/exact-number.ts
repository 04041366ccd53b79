/** Up to 15 significant digits come back as they were (IEEE 754 doubles), but for the very small, which take an exponent. */
const ALWAYS_KEPT = 15;
/** So many tell each double apart, and are what C's `%.17g` prints. */
const ALWAYS_ENOUGH = 17;

/**
 * Whether the JSON number `literal` is the decimal value that its double prints, whatever zeros or exponent it is written
 * with; or, of a fraction, what it prints with 17 digits: a whole number may be somebody's id, of which each digit counts. `kept` is what it is parsed to, and finite. Takes as long as the literal is.
 */
export function isKeptExactly(literal: string, kept: number): boolean {
  if (literal.length <= ALWAYS_KEPT && !/[eE]/.test(literal)) return true;
  const sent = decimalOf(literal);
  if (isSame(sent, decimalOf(String(kept)))) return true;
  return !Number.isInteger(kept) && isSame(sent, decimalOf(kept.toPrecision(ALWAYS_ENOUGH)));
}

/** A decimal value without its sign: `digits` times ten to the power of `exponent`, with no zero at either end of the digits. */
interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

function isSame(one: Decimal, other: Decimal): boolean {
  return one.digits === other.digits && one.exponent === other.exponent;
}

const ZERO: Decimal = { digits: '', exponent: 0 };
const DIGIT_0 = 48;

function decimalOf(literal: string): Decimal {
  const [mantissa = '', exponent = '0'] = literal.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = (whole.startsWith('-') ? whole.slice(1) : whole) + fraction;
  // by hand: a pattern for zeros at an end takes the square of their number
  let first = 0;
  while (digits.charCodeAt(first) === DIGIT_0) first += 1;
  if (first === digits.length) return ZERO;
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === DIGIT_0) end -= 1;
  return { digits: digits.slice(first, end), exponent: Number(exponent) - fraction.length + digits.length - end };
}
