import { brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { repositoryFiles } from '#api/docs/files.ts';
import { type SearchEntry, searchIndex } from '#api/docs/search-index.ts';

interface Ranking {
  wordsOf(query: string): readonly string[];
  matching(entries: readonly SearchEntry[], words: readonly string[], limit?: number): readonly SearchEntry[];
  snippetOf(entry: SearchEntry, words: readonly string[]): { before: string; hit: string; after: string };
}

const SCRIPT = new URL('../../../packages/api/docs/assets/ranking.js', import.meta.url).href;
const { wordsOf, matching, snippetOf }: Ranking = await import(SCRIPT);
const entries = await searchIndex(repositoryFiles());
const find = (query: string) => matching(entries, wordsOf(query));

describe('the search of the documentation', () => {
  test.each([
    ['overlap', '/docs/guides/webhooks#another-secret'],
    ['overlap', '/docs/guides/tenancy#rotation'],
    ['deduplicate', '/docs/guides/webhooks#what-arrives'],
    ['nothing_changed', '/docs/guides/concepts#what-may-be-asked'],
    ['resumeBy', '/docs/guides/concepts#clocks'],
    ['invalid_cursor', '/docs/guides/api-conventions#'],
    ['rotate secret', '/docs/guides/webhooks#another-secret'],
    ['rotate secret', '/docs/guides/tenancy#rotation'],
    ['how do I rotate a secret', '/docs/guides/webhooks#another-secret'],
    ['retryAfterSeconds', '/docs/errors/rate_limited'],
    ['RESUMEBY', '/docs/guides/concepts#clocks'],
  ])('finds %j where %s tells of it', (query, href) => {
    expect(find(query).map((entry) => entry.href)).toContainEqual(expect.stringContaining(href));
  });

  test.each([
    ['not_ready', '/docs/errors/not_ready'],
    ['concepts', '/docs/guides/concepts'],
    ['submit a handoff', '/docs#tag/handoffs/POST/v1/handoffs'],
    ['daylight saving', '/docs/guides/calendars'],
    ['webhooks', '/docs/guides/webhooks'],
  ])('shows for %j first what is called so', (query, href) => {
    expect(find(query)[0]?.href).toContain(href);
  });

  test.each(['xyzzy', 'overlap xyzzy', 'webhook\u0000'])('finds nothing for %j', (query) => {
    expect(find(query)).toEqual([]);
  });

  test.each(['', ' ', '\t'])('looks for nothing where %j is typed', (query) => {
    expect(wordsOf(query)).toEqual([]);
  });

  test.each(['the', '(', '.*', '<b>', '$KEY', '…'])('takes %j as it was typed', (query) => {
    for (const { title, on, text } of find(query)) {
      expect(`${title} ${on} ${text}`.toLowerCase()).toContain(query.toLowerCase());
    }
  });

  test('shows the words around the hit, as they stand there and on either side', () => {
    for (const query of ['overlap', 'rotate secret', 'nothing_changed', 'PT168H', 'organisation']) {
      for (const entry of find(query)) {
        const { before, hit, after } = snippetOf(entry, wordsOf(query));
        const shown = `${before}${hit}${after}`;
        expect(entry.text).toContain(shown.replace(/^… /, '').replace(/ …$/, ''));
        expect(shown.length).toBeLessThan(200);
      }
    }
    const [first] = find('nothing_changed');
    expect(first && snippetOf(first, ['nothing_changed']).hit).toBe('nothing_changed');
  });

  test('has the text of every place in a guide that says something, without the marks of markdown', () => {
    const guides = entries.filter(({ href }) => href.startsWith('/docs/guides/'));
    expect(guides.filter(({ text }) => text !== '').length).toBeGreaterThan(guides.length * 0.9);
    expect(guides.filter(({ text }) => /\]\((?:[a-z/-]+\.md|#)|\| ---|^```/.test(text))).toEqual([]);
  });

  test('is not much to load: less than the picture on a page', () => {
    expect(brotliCompressSync(JSON.stringify(entries)).length).toBeLessThan(150_000);
  });
});
