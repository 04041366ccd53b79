/** A wildcard pattern as its literal pieces: `a*b` is `['a', 'b']`. */
export type Wildcard = readonly string[];

/** Reads `*` as any run of characters, `\*` and `\\` as themselves. Returns the reason if it is not valid. */
export function parseWildcard(text: string): Wildcard | { readonly reason: string } {
  const pieces = [''];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '*') {
      if (text.charAt(at + 1) === '*') return { reason: `Consecutive wildcard characters at pos ${at + 1}` };
      pieces.push('');
      continue;
    }
    if (character === '\\') {
      at++;
      if (!['*', '\\'].includes(text.charAt(at))) return { reason: `Invalid escape character at pos ${at}` };
    }
    pieces.push(`${pieces.pop() ?? ''}${text.charAt(at)}`);
  }
  return pieces;
}

/** Linear in the text: each piece is taken at its first place, which leaves the most for the rest. */
export function matchesWildcard(pieces: Wildcard, text: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - last.length;
}
