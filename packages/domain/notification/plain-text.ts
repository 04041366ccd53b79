/** Line breaks and other controls, and what turns the direction of the text around it. */
const UNSEEMLY = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

const ELLIPSIS = '…';

/** Text of a user on one line, well formed, and of at most `limit` UTF-16 units; what is cut off ends with an ellipsis. */
export function plainText(text: string, limit: number): string {
  return encodeWithin(text.toWellFormed().replaceAll(UNSEEMLY, ' ').trim(), limit, (character) => character);
}

/** A label of letters, digits, spaces and perhaps an ellipsis, so that it means nothing in any markup. */
export function plainLabel(text: string): string {
  return plainText(text.replaceAll(/[^\p{L}\p{N}]+/gu, ' '), 60) || ELLIPSIS;
}

/**
 * `text` with each character as `encode` has it, of at most `limit` UTF-16 units in all: cut between two characters, so
 * that no escape sequence and no surrogate pair is cut in half.
 */
export function encodeWithin(text: string, limit: number, encode: (character: string) => string): string {
  const characters = Array.from(text, encode);
  let length = 0;
  let kept = 0;
  for (const [index, character] of characters.entries()) {
    length += character.length;
    if (length <= limit - ELLIPSIS.length) kept = index + 1;
  }
  return length <= limit ? characters.join('') : characters.slice(0, kept).join('') + ELLIPSIS;
}
