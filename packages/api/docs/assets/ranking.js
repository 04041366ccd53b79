// What the search finds in its index, and in which order: pure, so that tests hold it without a browser.

/** Words that say nothing of what is looked for. */
const IDLE = new Set([
  'a',
  'an',
  'and',
  'can',
  'do',
  'does',
  'for',
  'how',
  'i',
  'in',
  'is',
  'my',
  'of',
  'on',
  'or',
  'the',
  'to',
  'what',
]);

/** The words that are looked for: without idle ones, unless there are no others. */
export function wordsOf(query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const telling = words.filter((word) => !IDLE.has(word));
  return telling.length > 0 ? telling : words;
}

/** The entries in which every word is found, at most `limit`: titles before pages, pages before what is in their text. */
export function matching(entries, words, limit = 10) {
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ entry }) => entry);
}

function rankOf(entry, words) {
  const title = entry.title.toLowerCase();
  const on = entry.on.toLowerCase();
  const text = entry.text.toLowerCase();
  let rank = 0;
  for (const word of words) {
    const one = weightIn(title, word, 14, 9) || weightIn(on, word, 5, 4) || weightIn(text, word, 3, 2);
    if (one === 0) return 0;
    rank += one;
  }
  const phrase = words.join(' ');
  if (title.startsWith(phrase)) rank += 20;
  if (words.length > 1 && text.includes(phrase)) rank += 3;
  return rank;
}

/** `whole` where the word stands at the beginning of one, `part` inside of one or in another form, 0 where it is not. */
function weightIn(text, word, whole, part) {
  const at = text.indexOf(word);
  if (at !== -1) return startsWord(text, at) || startsWord(text, text.indexOf(` ${word}`) + 1) ? whole : part;
  const stem = stemOf(word);
  return stem !== word && text.includes(stem) ? part - 1 : 0;
}

function startsWord(text, at) {
  return at === 0 || !/[\p{L}\p{N}_]/u.test(text[at - 1]);
}

/** What forms of an English word share, about: rotate, rotating and rotation. */
function stemOf(word) {
  const stem = word.replace(/(?:ies|ions?|ing|ed|es|[esy])$/, '');
  return stem.length >= 4 ? stem : word;
}

const BEFORE = 50;
const AFTER = 110;

/** The place in the text where a word that the title lacks is found first: what is before it, itself, and what is after. */
export function snippetOf({ title, text }, words) {
  const low = text.toLowerCase();
  const placed = words
    .flatMap((word) => [word, stemOf(word)])
    .map((word) => ({ word, at: low.indexOf(word), told: title.toLowerCase().includes(word) }))
    .filter(({ at }) => at !== -1);
  const { word, at } = placed.find(({ told }) => !told) ?? placed[0] ?? { word: '', at: 0 };
  const from = at <= BEFORE ? 0 : text.indexOf(' ', at - BEFORE) + 1 || at;
  const start = Math.min(from, at);
  const end = at + word.length + AFTER;
  const stop = end >= text.length ? text.length : Math.max(text.lastIndexOf(' ', end), at + word.length);
  return {
    before: (start > 0 ? '… ' : '') + text.slice(start, at),
    hit: text.slice(at, at + word.length),
    after: text.slice(at + word.length, stop) + (stop < text.length ? ' …' : ''),
  };
}
