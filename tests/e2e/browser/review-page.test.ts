import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { metricsPage } from '#api/pages/metrics-page.ts';
import { PAGE_HEADERS } from '#api/pages/page.ts';
import { reviewPage } from '#api/pages/review-page.ts';
import { comparedReport, richReport } from '../../api/pages/rich-report.ts';
import { HOSTILE, richReview } from '../../api/pages/rich-review.ts';
import { CONTRACT } from '../../domain/review/sample-month.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { ARTIFACTS, LOOKS, visit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000 });

const PAGES: Readonly<Record<string, string>> = {
  '/review': reviewPage(richReview()),
  '/hostile': reviewPage(richReview(HOSTILE)),
  '/metrics': metricsPage(richReport('day'), new Map()),
  '/metrics-by-contract': metricsPage(richReport('contract'), new Map()),
  '/metrics-compared': metricsPage(
    comparedReport(),
    new Map([[CONTRACT, 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4)]]),
  ),
  '/long': reviewPage(richReview('Donaudampfschifffahrtsgesellschaftskapitän'.repeat(4))),
};

let opened: OpenBrowser;
let server: Server;
let origin: string;
beforeAll(async () => {
  opened = await openBrowser();
  server = createServer(({ url = '' }, response) => {
    const page = PAGES[url];
    const headers = { 'content-type': 'text/html; charset=utf-8', ...PAGE_HEADERS };
    response.writeHead(page === undefined ? 204 : 200, headers).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the pages have no port');
  origin = `http://127.0.0.1:${address.port}`;
}, 60_000);
afterAll(async () => {
  await opened.close();
  server.close();
});

const report = z.object({
  violations: z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) })),
});

test.each(LOOKS)('a page of figures fits its window and loads nothing: $name', async (look) => {
  const { page, open, picture, close } = await visit(opened.browser, origin, look);
  for (const path of Object.keys(PAGES)) {
    await open(path);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), path).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.querySelector("main")).maxWidth'), path).toBe('992px');
    expect(await page.locator('svg text').count()).toBeGreaterThan(10);
    const height = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
    await page.setViewportSize({ width: look.width, height });
    await picture(`figures${path.replace('/', '-')}`);
  }
  await close();
});

test.each(LOOKS)(
  'a page of a review that is kept as a file meets the rules of axe: $name',
  async ({ width, colorScheme }) => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-review-'));
    const context = await opened.browser.newContext({ viewport: { width, height: 900 }, colorScheme, offline: true });
    try {
      const file = join(folder, 'review.html');
      writeFileSync(file, PAGES['/review'] ?? '');
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      await page.evaluate(axe.source);
      const { violations } = report.parse(await page.evaluate(`axe.run(document, { resultTypes: ['violations'] })`));
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      for (const details of await page.locator('details summary').all()) await details.click();
      expect(await page.locator('details table').first().isVisible()).toBe(true);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    } finally {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('a review prints light and whole, whatever the reader prefers', async () => {
  const context = await opened.browser.newContext({ colorScheme: 'dark' });
  const page = await context.newPage();
  await page.goto(`${origin}/review`);
  const pdf = await page.pdf({ path: join(ARTIFACTS, 'review.pdf'), preferCSSPageSize: true, printBackground: true });
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;
  expect(pages).toBeGreaterThan(1);
  expect(pages).toBeLessThan(8);
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.locator('details').first().isVisible()).toBe(false);
  await page.screenshot({ path: join(ARTIFACTS, 'review-print.png'), fullPage: true });
  await context.close();
});
