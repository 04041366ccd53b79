import type { Token, Tokens } from 'marked';

/** What markdown says to a reader, on one line: code and tables with it, marks and addresses of links without. */
export function plainText(tokens: readonly Token[]): string {
  return wordsOf(tokens).replaceAll(/\s+/g, ' ').trim();
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map(wordOf).join('');
}

function wordOf(token: Token): string {
  if (isTable(token)) {
    const rows = [token.header, ...token.rows];
    return rows.map((cells) => `${cells.map((cell) => wordsOf(cell.tokens)).join(' · ')} \n`).join('');
  }
  if (token.type === 'list') return wordsOf((token as Tokens.List).items);
  const words = 'tokens' in token && token.tokens !== undefined ? wordsOf(token.tokens) : textOf(token);
  return BLOCKS.has(token.type) ? `${words}\n` : words;
}

const BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'code', 'list_item', 'blockquote']);

function textOf(token: Token): string {
  return 'text' in token ? String(token.text) : ' ';
}

function isTable(token: Token): token is Tokens.Table {
  return token.type === 'table';
}
