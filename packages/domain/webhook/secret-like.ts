/** Values that are secrets by what they look like: keys as those who issue them write them. */
const BY_FORM: readonly RegExp[] = [
  /whsec_[A-Za-z0-9+/=_-]+/g,
  /\b[a-z]{2,12}_(?:live|test)_[A-Za-z0-9_-]{8,}/g,
  /\b(?:gh[a-z]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{16,})/g,
  /\bxox[a-z]-[A-Za-z0-9-]{8,}|\bxapp-[A-Za-z0-9-]{8,}/g,
  /\bsk-[\w-]{16,}/g,
  /\bSG\.[\w-]{10,}\.[\w-]{10,}/g,
  /\bAIza[\w-]{20,}/g,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g,
  /(?<![\w-])eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,2}/g,
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g,
];

/** The scheme or the place stays, to tell what it was; what follows it goes. */
const AFTER: readonly RegExp[] = [
  /\b((?:bearer|basic)\s{1,20})[A-Za-z0-9._~+/=-]{8,}/gi,
  /(:\/\/)[^\s/"'<>@]{1,200}(?:@[^\s/"'<>@]{1,200}){0,3}(?=@)/g,
];

/** Names of what is a secret. Only the end of a name counts: `tokens` and `password_hint` are none. */
const NAME = new RegExp(
  [
    'pass(?:word|wd|phrase|code)s?|pwd|passwort',
    'secrets?|token|credentials?|cookie|signature',
    'api[_-]?key|(?:access|private|secret|signing|encryption|account|shared|master|client|service|auth)[_-]?key',
    'authorization|connection[_-]?string',
    '(?<![a-z])auth',
  ].join('|'),
  'gi',
);
const NAME_END =
  /(?:[_-]?(?:value|key|text|string|base64|b64|\d{1,3}))?(?:\\{0,3}["'`])?\s{0,50}(?:=>|:=|[:=])\s{0,50}/iy;
const SCHEME = /[A-Za-z][\w-]{0,30}[ \t]{1,50}(?=[^\s"'<>,;}])/y;
const REST_OF_LINE = /[^\r\n"'<]*/y;
const WORD = /[^\s,;&}<"')\]]*/y;
const OPENING_QUOTE = /(\\{0,3})(["'`])/y;

/** `text` with `replacement` in the place of what looks like a secret. Takes time in proportion to the text. */
export function withoutSecrets(text: string, replacement: string): string {
  const byForm = BY_FORM.reduce((kept, pattern) => kept.replace(pattern, replacement), text);
  const byPlace = AFTER.reduce((kept, pattern) => kept.replace(pattern, `$1${replacement}`), byForm);
  return withoutNamed(byPlace, replacement);
}

/** Without the values of what is named like a secret, as JSON, headers, forms, YAML and logs write them. */
function withoutNamed(text: string, replacement: string): string {
  let kept = '';
  let done = 0;
  for (NAME.lastIndex = 0; ; ) {
    const found = NAME.exec(text);
    if (found === null) return kept + text.slice(done);
    const afterName = NAME.lastIndex;
    const start = endOf(NAME_END, text, afterName);
    if (start === undefined) continue;
    const from = isHeader(found[0]) ? (endOf(SCHEME, text, start) ?? start) : start;
    if (text.startsWith(replacement, from)) {
      NAME.lastIndex = from + replacement.length;
      continue;
    }
    const end = valueEnd(text, from, isHeader(found[0]));
    NAME.lastIndex = Math.max(end, afterName);
    if (end === from) continue;
    kept += text.slice(done, from) + replacement;
    done = end;
  }
}

/** Their values may be of several words. */
function isHeader(name: string): boolean {
  return /^(?:authorization|cookie)$/i.test(name);
}

function valueEnd(text: string, start: number, wholeLine: boolean): number {
  OPENING_QUOTE.lastIndex = start;
  const [opening, escapes = '', quote] = OPENING_QUOTE.exec(text) ?? [];
  if (opening !== undefined && quote !== undefined) {
    return afterQuoted(text, start + opening.length, quote, escapes.length);
  }
  const first = text.charAt(start);
  if (first === '[' || first === '{') return afterBrackets(text, start);
  return endOf(wholeLine ? REST_OF_LINE : WORD, text, start) ?? start;
}

/** Behind the quote that ends a text which was opened behind `escapes` backslashes; one behind more is part of it. */
function afterQuoted(text: string, start: number, quote: string, escapes: number): number {
  for (let at = start, backslashes = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote && (escapes === 0 ? backslashes % 2 === 0 : backslashes <= escapes)) return at + 1;
    backslashes = character === '\\' ? backslashes + 1 : 0;
  }
  return text.length;
}

/** Behind the bracket that closes the one at `start`, or at the end of a text that was cut off before. */
function afterBrackets(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; ) {
    const character = text.charAt(at);
    if (character === '"') {
      at = afterQuoted(text, at + 1, character, 0);
      continue;
    }
    if (character === '[' || character === '{') depth += 1;
    if (character === ']' || character === '}') depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Where what `pattern` finds at `start` ends; undefined if it is not there. */
function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
