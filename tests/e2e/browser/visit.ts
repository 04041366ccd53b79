import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where screenshots are kept, for people to look at after the tests. */
export const ARTIFACTS = fileURLToPath(new URL('../../../test-artifacts/browser', import.meta.url));

export interface Look {
  readonly name: string;
  readonly width: number;
  readonly colorScheme: 'light' | 'dark';
}

export const LOOKS: readonly Look[] = [
  { name: 'wide-light', width: 1280, colorScheme: 'light' },
  { name: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { name: 'narrow-light', width: 390, colorScheme: 'light' },
  { name: 'narrow-dark', width: 390, colorScheme: 'dark' },
];

/** One visitor with a browser window. What the page asks for and complains of is written down. */
export interface Visit {
  readonly page: Page;
  open(path: string): Promise<void>;
  picture(name: string): Promise<void>;
  /** Asserts that no request has left this server, and that nothing but `refused` has gone wrong in the page. */
  close(expected?: { readonly refused: number }): Promise<void>;
}

/** Schemes of what a page makes for itself. */
const OWN = /^(?:data|blob|about):/;

export async function visit(browser: Browser, origin: string, look: Look): Promise<Visit> {
  const { name, width, colorScheme } = look;
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  const page = await context.newPage();
  const asked: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => asked.push(request.url()));
  page.on('websocket', (socket) => asked.push(socket.url()));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  mkdirSync(ARTIFACTS, { recursive: true });
  return {
    page,
    async open(path) {
      const answer = await page.goto(origin + path, { waitUntil: 'networkidle' });
      expect(answer?.status(), path).toBe(200);
    },
    async picture(of) {
      await page.screenshot({ path: join(ARTIFACTS, `${of}-${name}.png`) });
    },
    async close(expected) {
      await context.close();
      expect(asked.length).toBeGreaterThan(0);
      expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !OWN.test(url))).toEqual([]);
      // Browsers report each answer of an error as one of their own.
      expect(complaints).toEqual(expected ? [expect.stringContaining(`status of ${expected.refused} `)] : []);
    },
  };
}
