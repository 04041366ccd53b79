import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CONTRACT_TEMPLATES } from '#domain/contract/templates/index.ts';
import { eventually } from '../support/eventually.ts';
import { startTestStack, type TestStack } from '../support/stack.ts';
import { signUp, type Tenant } from '../support/tenant.ts';
import { type OpenBrowser, openBrowser } from './browser.ts';
import { LOOKS, visit } from './visit.ts';

vi.setConfig({ testTimeout: 120_000 });

const HOSTILE = 'Back to <script>alert(1)</script> "onboarding" & on';

let stack: TestStack;
let opened: OpenBrowser;
let tenant: Tenant;
beforeAll(async () => {
  [stack, opened] = await Promise.all([startTestStack({ keep: true }), openBrowser()]);
  tenant = await signUp(stack);
  const { id: ownerId } = await tenant.create('/v1/owners', { name: 'Ana' });
  const routing = { rules: [], fallback: { ownerId } };
  for (const { slug } of CONTRACT_TEMPLATES) await publish({ templateSlug: slug, routing });
  const back = { name: HOSTILE, from: { stage: 'adoption' }, to: { stage: 'onboarding' }, subjectType: 'account' };
  await publish({ ...back, routing });
  const skip = { ...back, name: 'Self-serve', from: { stage: 'closed_won' }, to: { stage: 'adoption' } };
  const clocks = [{ name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT1H' }];
  const contractId = await publish({ ...skip, routing, clocks });
  const subject = { type: 'account', id: 'acme' };
  const handoff = await tenant.create('/v1/handoffs', { contractId, subject, packet: {} });
  await tenant.command(handoff.id, 'accept');
  await eventually('it is counted', async () => /100 % on time/.test(await drawn('image/svg+xml')));
}, 120_000);
afterAll(async () => {
  await opened.close();
  await stack.dispose();
});

async function publish(body: object): Promise<string> {
  const { id } = await tenant.create('/v1/contracts', body);
  const published = await tenant.call('POST', `/v1/contracts/${id}/publish`);
  expect(published.status, published.text).toBe(200);
  return id;
}

async function drawn(accept: string): Promise<string> {
  return (await tenant.call('GET', '/v1/journey-map', { headers: { accept } })).text;
}

test.each(LOOKS)('the journey map is shown by itself, loads nothing, and runs nothing: $name', async (look) => {
  const { page, open, picture, close } = await visit(opened.browser, stack.url, look);
  const asked = { authorization: `Bearer ${tenant.live}`, accept: 'image/svg+xml' };
  await page.route('**/v1/journey-map', (route) =>
    route.continue({ headers: { ...route.request().headers(), ...asked } }),
  );
  await open('/v1/journey-map');
  expect(await page.evaluate('document.documentElement.tagName')).toBe('svg');
  expect(await page.evaluate(`document.querySelectorAll('.stage').length`)).toBe(10);
  expect(await page.evaluate(`document.querySelectorAll('.name').length`)).toBe(CONTRACT_TEMPLATES.length + 2);
  // the style sheet is the one that the policy allows: without it everything would be black
  const ground = await page.evaluate(`getComputedStyle(document.querySelector('.ground')).fill`);
  expect(ground).toBe(look.colorScheme === 'dark' ? 'rgb(18, 22, 28)' : 'rgb(246, 247, 249)');
  const names: unknown = await page.evaluate(`[...document.querySelectorAll('.card title')].map((e) => e.textContent)`);
  expect(String(names)).toContain(HOSTILE);
  expect(await overlapping(page)).toEqual([]);
  await picture('journey-map');
  await close();
});

test('the journey map stands in a page as an image too', async () => {
  const [, dark] = LOOKS;
  if (dark === undefined) throw new Error('there is no dark look');
  const { page, open, picture, close } = await visit(opened.browser, stack.url, dark);
  await open('/docs/guides');
  const source = `data:image/svg+xml;base64,${Buffer.from(await drawn('image/svg+xml')).toString('base64')}`;
  await page.setContent(`<img alt="Journey map" src="${source}">`);
  const width = await page.evaluate(
    `document.querySelector('img').decode().then(() => document.querySelector('img').width)`,
  );
  expect(width).toBeGreaterThan(300);
  await picture('journey-map-image');
  await close();
});

/** Texts that run out of the box that they stand in, or into another text. */
function overlapping(page: { evaluate(script: string): Promise<unknown> }): Promise<unknown> {
  return page.evaluate(`(() => {
    const faults = [];
    for (const group of document.querySelectorAll('.card, .stage')) {
      const box = group.querySelector('rect').getBoundingClientRect();
      const texts = [...group.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      for (const [index, [text, at]] of texts.entries()) {
        if (at.left < box.left || at.right > box.right) faults.push(text + ' runs out of its box');
        for (const [other, to] of texts.slice(index + 1)) {
          const apart = at.right <= to.left || to.right <= at.left || at.bottom - 3 <= to.top || to.bottom - 3 <= at.top;
          if (!apart) faults.push(text + ' runs into ' + other);
        }
      }
    }
    return faults;
  })()`);
}
