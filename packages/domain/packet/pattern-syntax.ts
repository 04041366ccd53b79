import {
  type CodeRange,
  DIGITS,
  EVERYTHING,
  invert,
  LINE_ENDS,
  MAX_CODE_POINT,
  pointRange,
  SPACE,
  WORD,
} from './code-ranges.ts';

/** A regular expression, reduced to what decides how often it can backtrack. */
export type Pattern =
  | { readonly kind: 'characters'; readonly ranges: readonly CodeRange[] }
  | { readonly kind: 'assertion'; readonly start: boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly body: Pattern; readonly min: number; readonly max: number };

/** A construct that the safety check does not follow; its message completes "the pattern …". */
export class UnsupportedPattern extends Error {}

const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0, b: 8 };

/**
 * Parses a pattern that `new RegExp(source, 'u')` has already accepted, so that only its meaning is left to find.
 * Throws UnsupportedPattern for back references, look-around and inline flags, whose cost cannot be bounded this way.
 */
export function parsePattern(source: string): Pattern {
  return new PatternParser([...source]).choice();
}

class PatternParser {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(characters: readonly string[]) {
    this.#characters = characters;
  }

  choice(): Pattern {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  #sequence(): Pattern {
    const parts: Pattern[] = [];
    while (this.#at < this.#characters.length && !this.#peek('|') && !this.#peek(')')) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #atom(): Pattern {
    const character = this.#next();
    switch (character) {
      case '^':
        return { kind: 'assertion', start: true };
      case '$':
        return { kind: 'assertion', start: false };
      case '.':
        return { kind: 'characters', ranges: invert(LINE_ENDS) };
      case '(':
        return this.#group();
      case '[':
        return { kind: 'characters', ranges: this.#class() };
      case '\\':
        return this.#escape();
      default:
        return characterOf(character);
    }
  }

  #group(): Pattern {
    if (this.#take('?')) {
      const mark = this.#next();
      if (mark === '=' || mark === '!') throw new UnsupportedPattern('uses look-ahead, which is not supported');
      if (mark === '<' && (this.#peek('=') || this.#peek('!'))) {
        throw new UnsupportedPattern('uses look-behind, which is not supported');
      }
      if (mark === '<') this.#skipPast('>');
      else if (mark !== ':') throw new UnsupportedPattern('uses inline flags, which are not supported');
    }
    const body = this.choice();
    this.#take(')');
    return body;
  }

  #escape(): Pattern {
    const next = this.#characters[this.#at] ?? '';
    if (next === 'b' || next === 'B') {
      this.#at += 1;
      return { kind: 'assertion', start: false };
    }
    if (/[1-9k]/.test(next)) throw new UnsupportedPattern('refers back to a group, which is not supported');
    return { kind: 'characters', ranges: this.#escapedRanges() };
  }

  /** What follows a backslash, inside or outside a class. */
  #escapedRanges(): readonly CodeRange[] {
    const character = this.#next();
    switch (character) {
      case 'd':
        return DIGITS;
      case 'D':
        return invert(DIGITS);
      case 'w':
        return WORD;
      case 'W':
        return invert(WORD);
      case 's':
        return SPACE;
      case 'S':
        return invert(SPACE);
      case 'p':
      case 'P':
        // Any superset keeps the check sound, and a Unicode property is not worth its tables.
        this.#skipPast('}');
        return EVERYTHING;
      default:
        return [pointRange(this.#escapedPoint(character))];
    }
  }

  #escapedPoint(character: string): number {
    if (character === 'x') return this.#hex(2);
    if (character === 'u') return this.#unicodePoint();
    if (character === 'c') return (this.#next().codePointAt(0) ?? 0) % 32;
    return CONTROLS[character] ?? character.codePointAt(0) ?? 0;
  }

  #unicodePoint(): number {
    if (this.#take('{')) {
      const from = this.#at;
      this.#skipPast('}');
      return Number.parseInt(this.#characters.slice(from, this.#at - 1).join(''), 16);
    }
    const high = this.#hex(4);
    const pair = this.#characters.slice(this.#at, this.#at + 6).join('');
    if (high < 0xd800 || high > 0xdbff || !/^\\u[dD][c-fC-F][0-9a-fA-F]{2}$/.test(pair)) return high;
    this.#at += 2;
    return 0x10000 + (high - 0xd800) * 0x400 + (this.#hex(4) - 0xdc00);
  }

  #class(): readonly CodeRange[] {
    const negated = this.#take('^');
    const ranges: CodeRange[] = [];
    while (this.#at < this.#characters.length && !this.#take(']')) {
      const first = this.#classAtom();
      const isRange = this.#peek('-') && this.#characters[this.#at + 1] !== ']';
      if (!isRange) {
        ranges.push(...first);
        continue;
      }
      this.#at += 1;
      const last = this.#classAtom();
      ranges.push([first[0]?.[0] ?? 0, last[0]?.[1] ?? MAX_CODE_POINT]);
    }
    if (!negated) return ranges;
    // The complement of a superset is no superset: a negated property may be anything.
    return ranges.some(([from, to]) => from === 0 && to === MAX_CODE_POINT) ? EVERYTHING : invert(ranges);
  }

  #classAtom(): readonly CodeRange[] {
    const character = this.#next();
    return character === '\\' ? this.#escapedRanges() : [pointRange(character.codePointAt(0) ?? 0)];
  }

  #quantified(body: Pattern): Pattern {
    let repeated = body;
    const bounds = this.#bounds();
    if (bounds !== undefined) {
      this.#take('?'); // laziness changes the order of attempts, not their number
      repeated = { kind: 'repeat', body, min: bounds[0], max: bounds[1] };
    }
    return repeated;
  }

  #bounds(): readonly [number, number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.#take('?')) return [0, 1];
    if (!this.#take('{')) return undefined;
    const from = this.#at;
    this.#skipPast('}');
    const [min = '0', max] = this.#characters
      .slice(from, this.#at - 1)
      .join('')
      .split(',');
    if (max === undefined) return [Number(min), Number(min)];
    return [Number(min), max === '' ? Number.POSITIVE_INFINITY : Number(max)];
  }

  #hex(digits: number): number {
    const text = this.#characters.slice(this.#at, this.#at + digits).join('');
    this.#at += digits;
    return Number.parseInt(text, 16);
  }

  #next(): string {
    const character = this.#characters[this.#at] ?? '';
    this.#at += 1;
    return character;
  }

  #peek(character: string): boolean {
    return this.#characters[this.#at] === character;
  }

  #take(character: string): boolean {
    if (!this.#peek(character)) return false;
    this.#at += 1;
    return true;
  }

  #skipPast(character: string): void {
    while (this.#at < this.#characters.length && !this.#take(character)) this.#at += 1;
  }
}

function characterOf(character: string): Pattern {
  return { kind: 'characters', ranges: [pointRange(character.codePointAt(0) ?? 0)] };
}
