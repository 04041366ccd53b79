import { TURNS } from './markup.ts';

/** A table of GitHub’s Markdown, of texts that are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Takes no room. Many readers make links of addresses even where they are escaped, but not where it is within them. */
const WORD_JOINER = '\u2060';

/** Text in which nothing is Markdown or HTML, or a link that a reader makes by itself, on one line. */
export function plain(text: string): string {
  return text
    .replaceAll(TURNS, '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_{}[\]#|~!]/g, (character) => `\\${character}`)
    .replaceAll(/:(?=\/\/)|(?=@)|(?<=\p{L})(?=\.\S)|(?<=\p{N})(?=\.\p{L})/gu, `$&${WORD_JOINER}`);
}
