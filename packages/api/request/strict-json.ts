import { JsonShape } from './json-shape.ts';
import { NumberFaults } from './number-faults.ts';
import { UnacceptableJson } from './unacceptable-json.ts';

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
  const shape = new JsonShape();
  const faults = new NumberFaults();
  let index = 0;
  while (index < text.length) {
    const character = text.charCodeAt(index);
    if (character === QUOTE) {
      const end = endOfString(text, index);
      const decoded = decodeString(text, index, end);
      if (isKey(text, end)) shape.key(decoded);
      index = end;
    } else if (character === 45 || (character >= 48 && character <= 57)) {
      const literal = numberAt(text, index);
      faults.check(literal, shape);
      index += literal.length;
    } else {
      shape.punctuation(character);
      index += 1;
    }
  }
  faults.requireNone();
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

/** The number that begins at `start`, as it is written. */
function numberAt(text: string, start: number): string {
  const pattern = /[-+.0-9eE]+/y;
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? '';
}
