import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { GUIDES } from '#api/docs/guides.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');

test.each(GUIDES)('the README leads to the guide $title', ({ name, title }) => {
  expect(README).toContain(`| [${title}](docs/${name}.md) |`);
});

test.each(GUIDES)(
  'the card of the guide $title says what it is about in one form: a capital first, a full stop last',
  ({ about }) => {
    expect(about).toMatch(/^[A-Z][^.]*\.$/);
  },
);
