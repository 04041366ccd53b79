import { escapeMarkup } from '../escape-markup.ts';

/** Shorter ones are no secrets, and would blacken every other word. */
const MIN_LENGTH = 4;
/** A word of a value, such as the token after `Bearer`, is a secret of its own from here on. */
const MIN_WORD_LENGTH = 8;
/** Of a signing secret. */
const SECRET_PREFIX = 'whsec_';

/**
 * `text` with `replacement` in the place of each of `values` that a receiver echoes: whole or one word of it, as it is or
 * as JSON, HTML, URLs and base64 spell it, and the key of a signing secret as hex. Where `text` is the beginning of something longer (`cutOff`), so is a value that begins
 * at its end.
 */
export function withoutEchoes(text: string, values: readonly string[], replacement: string, cutOff: boolean): string {
  const secrets = [...new Set(values.flatMap(wordsOf).flatMap(spellingsOf))].sort((a, b) => b.length - a.length);
  const clean = secrets.reduce((kept, secret) => kept.replaceAll(secret, () => replacement), text);
  const cut = cutOff ? Math.max(0, ...secrets.map((secret) => lengthCutOff(clean, secret))) : 0;
  return cut < MIN_LENGTH ? clean : clean.slice(0, -cut) + replacement;
}

function wordsOf(value: string): string[] {
  const split = value.split(' ');
  const words = [...spellingsOfKey(value), ...split, ...split.flatMap(decoded)].filter(
    (word) => word.length >= MIN_WORD_LENGTH,
  );
  return value.length < MIN_LENGTH ? words : [value, ...words];
}

/** The key of a signing secret as base64, as base64 for URLs, with its padding and without, and as hex; else nothing. */
function spellingsOfKey(value: string): string[] {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(value)) return [];
  const key = value.slice(SECRET_PREFIX.length);
  const forms = [key, key.replaceAll('+', '-').replaceAll('/', '_')];
  return [...forms, ...forms.map((form) => form.replace(/=+$/, '')), ...hexOf(key)];
}

function hexOf(base64: string): string[] {
  const bare = base64.replace(/=+$/, '');
  if (bare.length % 4 === 1) return []; // no base64 is as long
  const hex = Array.from(atob(bare), (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join('');
  return [hex, hex.toUpperCase()];
}

/** The user and password of the scheme Basic, together and the password alone; nothing if `word` is not base64 of text. */
function decoded(word: string): string[] {
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(word) || word.length % 4 !== 0) return [];
  const text = atob(word);
  if (!/^[\x20-\x7e]+$/.test(text)) return [];
  return [text, text.slice(text.indexOf(':') + 1)];
}

function spellingsOf(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [
    value,
    json,
    json.replaceAll('/', '\\/'),
    escapeMarkup(value),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
    ...base64Of(value),
  ];
}

/** The base64 of `value`, alone and within something longer, where it depends on the neighbours at both ends. */
function base64Of(value: string): string[] {
  const bytes = new TextEncoder().encode(value);
  const whole = encode(bytes);
  const parts = [0, 1, 2].map((before) => {
    const padded = new Uint8Array(before + bytes.length);
    padded.set(bytes, before);
    return encode(padded).slice(Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6));
  });
  const spellings = [whole, ...parts].filter((text) => text.length >= MIN_WORD_LENGTH);
  return spellings.flatMap((text) => [text, text.replaceAll('+', '-').replaceAll('/', '_')]);
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** How many characters at the end of `text` are the beginning of `secret`. */
function lengthCutOff(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= MIN_LENGTH; length--) {
    if (text.endsWith(secret.slice(0, length))) return length;
  }
  return 0;
}
