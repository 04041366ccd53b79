/** Deeper values than this are refused: nobody means them, and recursive code downstream must not meet them. */
export const DEEPEST_NESTING = 64;
/** More members and elements than this are refused, so that the work of checking one body is bounded. */
export const MOST_VALUES = 50_000;

/** Why a text is not acceptable JSON, as a sentence for the caller. */
export class UnacceptableJson extends Error {
  override readonly name = 'UnacceptableJson';
}

/**
 * JSON that means the same to everybody who reads it (I-JSON, RFC 7493): no key twice, no number that would silently
 * change, no text that is not Unicode; beyond that no NUL, no `__proto__`, and bounded depth. Throws UnacceptableJson.
 */
export function parseStrictJson(text: string): unknown {
  const value = parse(text);
  inspect(text);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined;
    throw new UnacceptableJson(position === undefined ? 'not JSON' : `not JSON: unexpected text at offset ${position}`);
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/** `text` is known to be valid JSON, so that tokens can be told apart by their first character. */
function inspect(text: string): void {
  const shape = new Shape();
  let index = 0;
  while (index < text.length) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      const end = endOfString(text, index);
      const decoded = decodeString(text, index, end);
      if (isKey(text, end)) shape.key(decoded);
      index = end;
    } else if (character === 45 || (character >= 48 && character <= 57)) {
      index = checkNumber(text, index);
    } else {
      shape.punctuation(character);
      index += 1;
    }
  }
}

/** How deep and how large the value is so far, and which keys its open objects have. */
class Shape {
  /** One entry per open bracket: the keys of an object, null for an array. */
  readonly #open: (Set<string> | null)[] = [];
  #values = 0;

  punctuation(character: number): void {
    switch (character) {
      case 123: // {
        this.#enter(new Set());
        break;
      case 91: // [
        this.#enter(null);
        break;
      case 125: // }
      case 93: // ]
        this.#open.pop();
        break;
      case 44: // ,
        this.#values += 1;
        if (this.#values > MOST_VALUES) throw new UnacceptableJson(`more than ${MOST_VALUES} values`);
    }
  }

  key(key: string): void {
    const keys = this.#open.at(-1);
    if (key === '__proto__') throw new UnacceptableJson('the key "__proto__" is not allowed');
    if (keys?.has(key)) throw new UnacceptableJson(`the key ${JSON.stringify(key.slice(0, 100))} occurs twice`);
    keys?.add(key);
  }

  #enter(keys: Set<string> | null): void {
    if (this.#open.length === DEEPEST_NESTING) {
      throw new UnacceptableJson(`nested deeper than ${DEEPEST_NESTING} levels`);
    }
    this.#open.push(keys);
  }
}

/** Offset just after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end + 1;
}

function isEscaped(text: string, index: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(index - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

function decodeString(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end - 1);
  const decoded = raw.includes('\\') ? (JSON.parse(text.slice(start, end)) as string) : raw;
  if (decoded.includes('\u0000')) throw new UnacceptableJson('a string contains the character NUL');
  if (!decoded.isWellFormed()) throw new UnacceptableJson('a string contains half of a surrogate pair');
  return decoded;
}

/** A string is a key if a colon follows it. */
function isKey(text: string, end: number): boolean {
  let next = end;
  while (isSpace(text.charCodeAt(next))) next += 1;
  return text.charCodeAt(next) === COLON;
}

function isSpace(character: number): boolean {
  return character === 32 || character === 10 || character === 13 || character === 9;
}

/** Offset just after the number that begins at `start`. */
function checkNumber(text: string, start: number): number {
  const pattern = /[-+.0-9eE]+/y;
  pattern.lastIndex = start;
  const literal = pattern.exec(text)?.[0] ?? '';
  const number = Number(literal);
  if (!Number.isFinite(number)) throw new UnacceptableJson(`the number ${literal.slice(0, 40)} is out of range`);
  if (literal.length > 15 && /^-?\d+$/.test(literal) && String(number) !== literal) {
    throw new UnacceptableJson(`the integer ${literal.slice(0, 40)} cannot be kept exactly; send it as a string`);
  }
  return start + literal.length;
}
