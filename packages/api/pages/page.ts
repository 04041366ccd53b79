import { createHash } from 'node:crypto';
import { html, Markup } from './markup.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded or run: the page is all there is, and of styles the one in it. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What a page is answered with. */
export const PAGE_HEADERS = { 'content-security-policy': POLICY } as const;

const STYLE_TAG = new Markup(`<style>${STYLE}</style>`);

/** A page on its own, which also works from a file: it needs no script and nothing from anywhere. */
export function pageOf(title: string, main: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
${STYLE_TAG}
</head>
<body>
<main>
${main}
</main>
</body>
</html>
`.text;
}
