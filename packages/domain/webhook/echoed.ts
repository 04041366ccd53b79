/** Shorter ones are no secrets, and would blacken every other word. */
const MIN_LENGTH = 4;
/** A word of a value, such as the token after `Bearer`, is a secret of its own from here on. */
const MIN_WORD_LENGTH = 8;

/**
 * `text` with `replacement` in the place of each of `values` that a receiver echoes: whole or one word of it, as it is or
 * as JSON, HTML and URLs spell it. Where `text` is the beginning of something longer (`cutOff`), so is a value that begins
 * at its end.
 */
export function withoutEchoes(text: string, values: readonly string[], replacement: string, cutOff: boolean): string {
  const secrets = [...new Set(values.flatMap(wordsOf).flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  const clean = secrets.reduce((kept, secret) => kept.replaceAll(secret, () => replacement), text);
  const cut = cutOff ? Math.max(0, ...secrets.map((secret) => lengthCutOff(clean, secret))) : 0;
  return cut < MIN_LENGTH ? clean : clean.slice(0, -cut) + replacement;
}

function wordsOf(value: string): string[] {
  const words = value.split(' ').filter((word) => word.length >= MIN_WORD_LENGTH);
  return value.length < MIN_LENGTH ? words : [value, ...words];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function spellingsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    json,
    json.replaceAll('/', '\\/'),
    value.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
  ];
}

/** How many characters at the end of `text` are the beginning of `secret`. */
function lengthCutOff(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= MIN_LENGTH; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
