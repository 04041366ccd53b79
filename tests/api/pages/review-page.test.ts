import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { html } from '#api/pages/markup.ts';
import { PAGE_HEADERS } from '#api/pages/page.ts';
import { reviewMarkdown } from '#api/pages/review-markdown.ts';
import { reviewPage } from '#api/pages/review-page.ts';
import { reviewOf } from '#domain/review/review-of.ts';
import type { ReviewView } from '#services/review/get-review.ts';
import { october } from '#tests/domain/review/sample-month.ts';
import { HOSTILE, richReview } from './rich-review.ts';

const page = reviewPage(richReview());

test('a page asks for nothing: no script, no link, no picture, no style but its own', () => {
  expect(page).not.toMatch(/<(?:script|link|img|iframe|object|form|base)\b/i);
  expect(page).not.toMatch(/\s(?:src|style|on\w+)=/i);
  expect(page).not.toMatch(/https?:|url\((?!#)|@import/);
});

test('its policy lets the style in that it has, and nothing else', () => {
  const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(page) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = PAGE_HEADERS['content-security-policy'];
  expect(policy).toContain(`style-src 'sha256-${hash}'`);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/unsafe|script-src/);
});

test('each chart has a title, a description and a table with its figures', () => {
  const charts = [...page.matchAll(/<figure>[\s\S]*?<\/figure>/g)].map(([chart]) => chart);
  expect(charts).toHaveLength(6);
  for (const chart of charts) {
    const [, labels = ''] = /<svg role="img" aria-labelledby="([^"]+)"/.exec(chart) ?? [];
    for (const id of labels.split(' ')) expect(chart).toMatch(new RegExp(`<(?:title|desc) id="${id}">[^<]+<`));
    expect(chart).toContain('<table>');
  }
  const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('names are text, whatever is in them', () => {
  const hostile = reviewPage(richReview(HOSTILE));
  const tags = (text: string) =>
    [...text.matchAll(/<[/!]?[a-z][^>]*>/gi)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
  expect(new Set(tags(hostile))).toEqual(new Set(tags(page)));
  expect(hostile).not.toContain('<script');
  expect(hostile).not.toContain('\u0000');
  expect(hostile).toContain('&lt;script&gt;');
});

test('names are text in Markdown too, on one line', () => {
  const text = reviewMarkdown(richReview(`${HOSTILE}\n# Heading\n| a | b |`));
  expect(text).not.toContain('<script');
  expect(text).not.toMatch(/^# Heading/m);
  expect(text).not.toMatch(/(?<!\\)\]\(|\p{Cc}(?<!\n)|\u202E/u);
  const columnsOf = (of: string) =>
    of
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split(/(?<!\\)\|/).length);
  expect(columnsOf(text)).toEqual(columnsOf(reviewMarkdown(richReview())));
});

test.each([
  'www.evil.com',
  'www.-evil.com',
  'https://evil.com',
  'evil1.com',
  'a@b.co',
  'mailto:a@b.co',
  'ftp://evil.com',
])('no reader of Markdown takes %s for a link, as it is no longer in one piece', (address) => {
  const text = reviewMarkdown(richReview(`Deals ${address} to onboarding`)).replaceAll('\\', '');
  expect(text).not.toContain(address);
  expect(text).not.toMatch(/\bwww\.|:\/\/|[\w.+-]@\w|evil1?\.com/);
  expect(text.replaceAll('\u2060', '')).toContain(address);
});

test('a page says of how many versions it has not looked at what they changed', () => {
  const review = { ...richReview(), effectsOmitted: 3 };
  for (const text of [reviewPage(review), reviewMarkdown(review)]) expect(text).toContain('What came of 3 more');
  expect(page).not.toContain('What came of');
});

const linksIn = (part: string) => [...part.matchAll(/<a href="([^"]+)"/g)].map(([, link = '']) => link);

test('a figure that is a link leads to the handoffs behind it, as the JSON has it', () => {
  const answered = JSON.stringify(richReview());
  const links = linksIn(page).map((link) => link.replaceAll('&amp;', '&'));
  expect(links.length).toBeGreaterThan(30);
  for (const link of links) expect(answered).toContain(JSON.stringify(link));
  const [, tiles = ''] = /<dl class="tiles">([\s\S]*?)<\/dl>/.exec(page) ?? [];
  expect(linksIn(tiles).map((link) => /figure=(\w+)/.exec(link)?.[1])).toEqual([
    'submitted',
    'met',
    'rejected',
    'lostTime',
  ]);
  expect(page).not.toContain('Every figure');
});

test('what is below target is said beside the figure, not by its colour', () => {
  expect(page).toMatch(/>\d+\.\d %, below target<\/text>/);
  expect(page).not.toMatch(/below \d/);
});

test('the page and Markdown say the same of what is below target, of suggestions decided on, and of why it may change', () => {
  const review: ReviewView = { ...richReview(), provisionalBecause: 'running', provisional: true };
  const bare = (text: string) => text.replaceAll(/<[^>]+>|[\\*\u2060]/g, '').replaceAll(/\s+/g, ' ');
  for (const text of [reviewPage(review), reviewMarkdown(review)].map(bare)) {
    expect(text).toContain('Provisional. The month is not over. The figures will change.');
    expect(text).toMatch(/accept 87\.\d %, \d+ late \(85\.7 % the month before, below target then too\)/);
    expect(text).toMatch(/Sent back for: .*Fields cited: .*Criteria cited: arr_known \d/);
    expect(text).toContain('Decided on in the review of September 2026: act_01JDA5K7ZWQ0R8T2V4X6Y8B0CF, in progress.');
    expect(text).toMatch(/Still open from earlier months.*2026-10-15, overdue/);
    expect(text).toContain('2 more of earlier months are open.');
  }
});

test('a month that is not over says so, and one in which nothing happened as well', () => {
  const empty = {
    ...reviewOf(october({ provisionalBecause: 'running' })),
    actions: [],
    earlierActions: [],
    earlierActionsOmitted: 0,
    effectsOmitted: 0,
  };
  expect(reviewPage(empty)).toContain('Provisional');
  expect(reviewPage(empty)).toContain('Nothing was handed over');
  expect(reviewMarkdown(empty)).toContain('Nothing was handed over');
  expect(reviewPage(empty)).not.toContain('<svg');
});

test('markup is kept and text is escaped, in elements and attributes', () => {
  expect(html`<a title="${'"<&\''}">${['<b>', html`<i>${1}</i>`, undefined]}</a>`.text).toBe(
    '<a title="&quot;&lt;&amp;&#39;">&lt;b&gt;<i>1</i></a>',
  );
});
