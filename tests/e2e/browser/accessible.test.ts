import axe from 'axe-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { LOOKS, visit } from './visit.ts';

// The reference takes seconds to unfold where the processor is shared.
vi.setConfig({ testTimeout: 180_000 });

let stack: TestStack;
let opened: OpenBrowser;
beforeAll(async () => {
  [stack, opened] = await Promise.all([startTestStack({ keep: true }), openBrowser()]);
});
afterAll(async () => {
  await opened.close();
  await stack.dispose();
});

const report = z.object({
  passes: z.array(z.unknown()).min(10),
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

/** What is ours of a page: the inside of the reference is the work of others. */
const RUN = `axe.run({ exclude: ['#reference'] }, { resultTypes: ['violations'] })`;
const PAGES = [
  '/docs',
  '/docs/guides',
  '/docs/guides/sla',
  '/docs/guides/webhooks',
  '/docs/errors',
  '/docs/errors/not_ready',
];

test.each(LOOKS)('every kind of page meets the rules of axe, WCAG 2.2 AA among them: $name', async (look) => {
  const { page, open, picture, close } = await visit(opened.browser, stack.url, look);
  for (const path of PAGES) {
    await open(path);
    await page.evaluate(axe.source);
    const { violations } = report.parse(await page.evaluate(RUN));
    expect(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true);
    await picture(`page${path.replaceAll('/', '-')}`);
  }
  await close();
});

test.each(LOOKS)('no button lies over the code that it copies: $name', async (look) => {
  const { page, open, picture, close } = await visit(opened.browser, stack.url, look);
  for (const path of ['/docs', '/docs/guides/getting-started', '/docs/guides/webhooks']) {
    await open(path);
    const samples = await page.locator('.sample').evaluateAll((frames) =>
      frames.map((frame) => {
        const [code, button] = ['pre', '.copy'].map((part) => frame.querySelector(part)?.getBoundingClientRect());
        if (code === undefined || button === undefined) throw new Error('a sample without code or button');
        return code.right <= button.left || button.bottom <= code.top;
      }),
    );
    expect(samples.length).toBeGreaterThan(0);
    expect(samples, path).not.toContain(false);
    await page
      .locator('.sample')
      .locator('visible=true')
      .first()
      .evaluate((frame) => frame.scrollIntoView({ block: 'center' }));
    await picture(`sample${path.replaceAll('/', '-')}`);
  }
  await close();
});

test('the search is used by keyboard alone, and what is behind the navigation is reached by it', async () => {
  const [wide] = LOOKS;
  if (wide === undefined) throw new Error('there is no look');
  const { page, open, picture, close } = await visit(opened.browser, stack.url, wide);
  await open('/docs/guides');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('content');
  await page.getByRole('combobox').focus();
  await page.keyboard.type('backoff retries');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('not_ready');
  await page.getByRole('option').first().waitFor();
  await picture('search');
  await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForURL('**/docs/errors/not_ready'), page.keyboard.press('Enter')]);
  await page.getByRole('combobox').focus();
  await page.keyboard.type('rotate secret');
  const hit = page.getByRole('option', { name: /Another secret\s*Webhooks/ });
  await hit.waitFor();
  expect(await hit.locator('mark').innerText()).toBe('rotate');
  await picture('search-text');
  while ((await hit.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown');
  await Promise.all([page.waitForURL('**/docs/guides/webhooks#another-secret'), page.keyboard.press('Enter')]);
  await close();
});

test.each(LOOKS)('the search says when nothing is found, and nothing more once it is left: $name', async (look) => {
  const { page, open, picture, close } = await visit(opened.browser, stack.url, look);
  await open('/docs/guides');
  await page.getByRole('combobox').fill('xyzzy');
  const said = page.getByText('Nothing found for “xyzzy”.');
  await said.waitFor();
  await page.evaluate(axe.source);
  expect(report.parse(await page.evaluate(RUN)).violations).toEqual([]);
  await picture('search-nothing');
  await page.getByRole('combobox').fill('overlap');
  await page.getByRole('option').first().waitFor();
  expect(await said.count()).toBe(0);
  await picture('search-overlap');
  await page.evaluate(axe.source);
  expect(report.parse(await page.evaluate(RUN)).violations).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('#found').waitFor({ state: 'hidden' });
  await close();
});
