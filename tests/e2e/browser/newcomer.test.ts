import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { request } from '../support/tenant.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { ARTIFACTS, LOOKS, visit } from './visit.ts';

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
  console.info(`screenshots: ${ARTIFACTS}`);
});

const [WIDE] = LOOKS;
if (WIDE === undefined) throw new Error('there is no look');

/** Runs the nth request of the start page, which succeeds; answers what is said of it. */
async function run(page: Page, nth: number): Promise<string> {
  const step = page.locator('.steps > li').nth(nth);
  await step.getByRole('button', { name: 'Run' }).click();
  const answered = step.locator('.answered, .refusal');
  await answered.waitFor();
  return answered.innerText();
}

/** Opens the try-it of an operation. */
async function tryOut(page: Page, operation: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`Test Request.*\\(${operation}\\)`, 's') }).click();
}

/** Sends what the try-it shows; answers what came back. */
async function sent(page: Page, path: string): Promise<Response> {
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.url() === stack.url + path),
    page
      .getByRole('dialog')
      .getByRole('button', { name: /^Send \w+ request to/ })
      .click(),
  ]);
  return response;
}

describe('a newcomer on /docs', () => {
  test.each(LOOKS)(
    'signs up by the form, and hands a first customer over without leaving the page: $name',
    async (look) => {
      const { page, open, picture, close } = await visit(opened.browser, stack.url, look);
      await open('/docs');
      await picture('1-docs');
      expect(await page.locator('.run:enabled').count()).toBe(0);
      await page.getByLabel('Name of your organisation').fill('Acme RevOps');
      await page.getByRole('button', { name: 'Get API keys' }).click();
      await page.locator('.key').last().waitFor();
      const secrets = await page.locator('.key code').allInnerTexts();
      expect(secrets).toEqual([expect.stringMatching(/^baton_test_/), expect.stringMatching(/^baton_live_/)]);
      await picture('2-keys');
      for (const nth of [0, 1, 2, 3]) expect(await run(page, nth)).toMatch(/^20[01] /);
      const seen = await run(page, 4);
      await picture('3-handoff');
      const [, id = ''] = /^200 (hnd_\w+) · assigned · with own_/.exec(seen) ?? [];
      const answer = await request(stack, 'GET', `/v1/handoffs/${id}`, { key: secrets[0] ?? null });
      expect(answer.json, seen).toMatchObject({ id, state: 'assigned', subject: { name: 'Dana Reyes' } });
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await close();
    },
  );

  test('signs up with try-it of the reference, uses the key there, and makes an owner with it', async () => {
    const { page, open, picture, close } = await visit(opened.browser, stack.url, WIDE);
    await open('/docs');
    await tryOut(page, 'post /v1/tenants');
    const dialog = page.getByRole('dialog');
    const { apiKeys } = await (await sent(page, '/v1/tenants')).json();
    await dialog.getByText(apiKeys.test.secret).waitFor();
    await picture('4-try-it');
    await dialog.getByPlaceholder('Token').fill(apiKeys.test.secret);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Reference', exact: true }).click();
    await page.locator('#reference').getByText('Routing', { exact: true }).first().click();
    await tryOut(page, 'post /v1/owners');
    const owner = await sent(page, '/v1/owners');
    expect(owner.status()).toBe(201);
    await dialog
      .getByText((await owner.json()).id)
      .first()
      .waitFor();
    await picture('5-try-it-owner');
    await close();
  });

  test('is told at the field, once and in plain words, what is wrong with a sign-up, until it is mended', async () => {
    const { page, open, picture, close } = await visit(opened.browser, stack.url, WIDE);
    await open('/docs');
    await page.getByLabel('Name of your organisation').fill('Acme RevOps');
    const email = page.getByLabel('E-mail');
    await email.fill('ana@acme'); // enough for browsers, not for mail
    const submit = page.getByRole('button', { name: 'Get API keys' });
    await submit.click();
    const told = page.locator('#sign-up .refusal');
    await told.waitFor();
    await picture('6-refused');
    const sentence = await told.innerText();
    expect(sentence).toMatch(/e-mail/i);
    expect(sentence).not.toContain('/email');
    expect(await page.getByText(sentence).count()).toBe(1);
    expect(await email.getAttribute('aria-describedby')).toBe(await told.getAttribute('id'));
    expect(await page.evaluate('document.activeElement.name')).toBe('email');
    await email.fill('ana@acme.example');
    await submit.click();
    await page.locator('.key').last().waitFor();
    expect(await told.count()).toBe(0);
    await close({ refused: 422 });
  });

  test('sees in the top bar whether the start or the reference is looked at', async () => {
    const { page, open, close } = await visit(opened.browser, stack.url, WIDE);
    await open('/docs');
    const marked = page.locator('.ways a[aria-current]:not(.brand)');
    await page.waitForFunction(`document.querySelector('.ways a[aria-current]:not(.brand)')?.textContent === 'Start'`);
    await page.getByRole('link', { name: 'Reference', exact: true }).click();
    await page.waitForFunction(
      `document.querySelector('.ways a[aria-current]:not(.brand)')?.textContent === 'Reference'`,
    );
    expect(await marked.count()).toBe(1);
    const tops = await page
      .locator('.ways a:not(.brand)')
      .evaluateAll((ways) => ways.map((way) => way.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
    await close();
  });
});
