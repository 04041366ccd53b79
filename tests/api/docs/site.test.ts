import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { ASSETS } from '#api/docs/assets.ts';
import { chooseEncoding } from '#api/docs/content.ts';
import { repositoryFiles } from '#api/docs/files.ts';
import { docsHandler } from '#api/docs/gateway.ts';
import { GUIDES } from '#api/docs/guides.ts';
import { renderMarkdown } from '#api/docs/markdown.ts';
import { openSite } from '#api/docs/site.ts';
import { PROBLEM_CODES } from '#domain/problem.ts';

const handler = docsHandler(openSite(repositoryFiles()));

async function get(rawPath: string, headers: Record<string, string> = {}, method = 'GET') {
  const event = {
    rawPath,
    headers: { host: 'api.example.test', ...headers },
    requestContext: { requestId: 'req-1', domainName: 'api.example.test', http: { method } },
  };
  const answer = await handler(event as unknown as APIGatewayProxyEventV2); // the parts that the handler reads
  const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8');
  return { ...answer, bytes, text: bytes.toString('utf8'), headers: { ...answer.headers } };
}

describe('the documentation', () => {
  test.each([
    ['/docs', 'text/html; charset=utf-8', '<div id="reference">'],
    ['/docs/guides', 'text/html; charset=utf-8', 'Getting started'],
    ['/docs/errors', 'text/html; charset=utf-8', 'illegal_transition'],
    ['/docs/assets/reference.js', 'text/javascript; charset=utf-8', 'createApiReference'],
    ['/docs/assets/reference-start.js', 'text/javascript; charset=utf-8', '/openapi.json'],
    ['/docs/assets/start.js', 'text/javascript; charset=utf-8', '/v1/tenants'],
    ['/docs/assets/page.js', 'text/javascript; charset=utf-8', 'clipboard'],
    ['/docs/assets/site.css', 'text/css; charset=utf-8', 'light-dark'],
    ['/docs/assets/search.json', 'application/json', '/docs/guides/concepts'],
    ['/docs/assets/icon.svg', 'image/svg+xml', '<svg '],
    ['/openapi.yaml', 'application/yaml', 'openapi: 3.1.0'],
    ['/openapi.json', 'application/json', '"openapi":"3.1.0"'],
  ])('serves %s', async (path, type, part) => {
    const answer = await get(path);
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
    });
    expect(answer.text).toContain(part);
  });

  test.each(PROBLEM_CODES)('has the page that problems of type %s name', async (code) => {
    const answer = await get(`/docs/errors/${code}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.text).toContain(`<code>${code}</code></h1>`);
  });

  test.each(GUIDES.filter(({ name }) => name === 'getting-started' || name === 'concepts'))(
    'has the guide $name',
    async ({ name, title }) => {
      const answer = await get(`/docs/guides/${name}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.text).toContain(`<h1 id="${name}">${title}</h1>`);
    },
  );

  test.each([
    '/docs/nothing',
    '/docs/guides/nothing',
    '/docs/guides/..%2f..%2fpackage',
    '/docs/errors/../../package',
    '/docs/guides/adr/x',
    '/docs/assets/../../package.json',
    '/docs/assets/toString',
    '/docs/assets/nothing.js',
    '/docs/guides/package.json',
  ])('has nothing at %s, and no way out of its folder', async (path) => {
    const answer = await get(path);
    expect(answer).toMatchObject({ statusCode: 404, headers: { 'content-type': 'application/problem+json' } });
    expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_found', requestId: 'req-1' });
  });

  test.each([
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    'application/json;q=0.2, TEXT/HTML;q=0.1',
  ])('tells a browser of a missing page by a page with the ways on: Accept %s', async (accept) => {
    const answer = await get('/docs/guides/nothing', { accept });
    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'text/html; charset=utf-8', vary: 'accept', 'x-request-id': 'req-1' },
    });
    for (const way of ['/docs', '/docs/guides', '/docs/errors']) expect(answer.text).toContain(`href="${way}"`);
    expect(answer.headers['content-security-policy']).toBe(
      (await get('/docs/guides')).headers['content-security-policy'],
    );
    expect(await get('/docs/guides/nothing', { accept }, 'HEAD')).toMatchObject({ statusCode: 404, text: '' });
  });

  test.each(['*/*', 'text/*', 'application/json', 'text/html;q=0', 'text/html;q=0.000, */*', 'text/htmlx'])(
    'tells a program of a missing page by a problem: Accept %s',
    async (accept) => {
      const answer = await get('/docs/guides/nothing', { accept });
      expect(answer).toMatchObject({ statusCode: 404, headers: { vary: 'accept' } });
      expect(JSON.parse(answer.text)).toMatchObject({ code: 'not_found' });
    },
  );

  test.each(['/docs', '/docs/guides', '/docs/errors/not_found'])('sends %s/ on to the page itself', async (page) => {
    expect(await get(`${page}/`)).toMatchObject({ statusCode: 308, text: '', headers: { location: page } });
  });

  test.each(['/docs//', '//example.com/', '/docs/nothing/', '/', '/docs/guides/\r\nx: y/'])(
    'sends nobody on from %j, which is no page',
    async (path) => {
      expect((await get(path)).statusCode).toBe(404);
    },
  );

  test('no page has a script or a style of its own, which the policy would refuse', async () => {
    for (const path of ['/docs', '/docs/guides', '/docs/errors', '/docs/guides/contracts', '/docs/errors/not_found']) {
      expect((await get(path)).text).not.toMatch(
        /<style|<script(?! src="\/docs\/assets\/[a-z.-]+" (?:type="module"|defer)>)| (?:style|on\w+)="/,
      );
    }
  });

  test('every guide is in the navigation of every guide, which marks the one that is open', async () => {
    const { text } = await get('/docs/guides/contracts');
    for (const { name } of GUIDES) expect(text).toContain(`href="/docs/guides/${name}"`);
    expect(text.match(/aria-current="page"/g)).toHaveLength(2);
    expect(text).toContain('<a href="/docs/guides/contracts" aria-current="page">');
  });

  test('every page has one place to skip to, and one heading of the first level', async () => {
    const guides = GUIDES.map(({ name }) => `/docs/guides/${name}`);
    for (const path of ['/docs', '/docs/guides', '/docs/errors', ...guides]) {
      const { text } = await get(path);
      expect(text.match(/id="content"/g), path).toHaveLength(1);
      expect(text.match(/<h1[ >]/g), path).toHaveLength(1);
    }
  });

  test('whatever the search finds is there', async () => {
    const entries: { href: string; title: string }[] = JSON.parse((await get('/docs/assets/search.json')).text);
    const pages = new Map<string, string>();
    for (const { href, title } of entries) {
      const [path = '', fragment] = href.split('#');
      const text = pages.get(path) ?? (await get(path)).text;
      pages.set(path, text);
      expect(text, href).toContain('id="content"');
      if (path !== '/docs' && fragment !== undefined) expect(text, `${href} ${title}`).toContain(` id="${fragment}"`);
    }
    for (const title of ['Concepts', 'Submit a handoff', 'not_ready']) {
      expect(entries.map((entry) => entry.title)).toContain(title);
    }
  });

  test('every page links to an icon that this server has', async () => {
    for (const path of ['/docs', '/docs/guides', '/docs/errors/not_found']) {
      expect((await get(path)).text).toContain('<link rel="icon" type="image/svg+xml" href="/docs/assets/icon.svg">');
    }
  });

  test('can be read only', async () => {
    expect(await get('/docs', {}, 'POST')).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
    expect(await get('/docs', {}, 'HEAD')).toMatchObject({ statusCode: 200, text: '' });
  });

  test('names no other server: nothing is loaded from anywhere else', async () => {
    const assets = Object.keys(ASSETS).map((name) => `/docs/assets/${name}`);
    for (const path of ['/docs', '/docs/guides', '/docs/errors', ...assets]) {
      expect((await get(path)).text.replaceAll(/http:\/\/(?:127\.0\.0\.1|www\.w3\.org)/g, '')).not.toMatch(
        /https?:\/\//,
      );
    }
    const policy = (await get('/docs')).headers['content-security-policy'];
    expect(policy).toMatch(/default-src 'none'; script-src 'self';/);
    expect(policy).not.toMatch(/http|\*|unsafe-eval/);
    expect(policy).toContain("connect-src 'self'");
    expect((await get('/docs/guides')).headers['content-security-policy']).not.toMatch(/http|\*|unsafe/);
  });
});

describe('answers', () => {
  test('are compressed as the caller accepts', async () => {
    const plain = (await get('/openapi.yaml')).text;
    const br = await get('/openapi.yaml', { 'accept-encoding': 'gzip, deflate, br' });
    expect(br.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
    expect(brotliDecompressSync(br.bytes).toString()).toBe(plain);
    const gzip = await get('/openapi.yaml', { 'accept-encoding': 'gzip' });
    expect(gunzipSync(gzip.bytes).toString()).toBe(plain);
  });

  test('are not sent again to a caller who has them', async () => {
    const first = await get('/docs/errors', { 'accept-encoding': 'br' });
    const etag = String(first.headers['etag']);
    for (const match of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await get('/docs/errors', { 'accept-encoding': 'br', 'if-none-match': match });
      expect(again).toMatchObject({ statusCode: 304, text: '', headers: { etag } });
    }
    expect((await get('/docs/errors', { 'if-none-match': etag })).statusCode).toBe(200);
  });

  test.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', undefined],
    ['*', 'br'],
    ['*;q=0', undefined],
    ['GZIP;q=nonsense', undefined],
  ])('for Accept-Encoding %s use %s', (accepted, chosen) => {
    expect(chooseEncoding(accepted)).toBe(chosen);
  });
});

describe('markdown', () => {
  test.each([
    ['guide.md', '[x](concepts.md#clocks)', 'href="/docs/guides/concepts#clocks"'],
    ['guide.md', '[x](errors/not_found.md)', 'href="/docs/errors/not_found"'],
    ['errors/a.md', '[x](../contracts.md)', 'href="/docs/guides/contracts"'],
    ['guide.md', '[x](/docs)', 'href="/docs"'],
    ['guide.md', '[x](../openapi.yaml)', 'href="/docs"'],
    ['errors/a.md', '[x](../../openapi.yaml)', 'href="/docs"'],
    ['guide.md', '[x](errors/)', 'href="/docs/errors"'],
    ['guide.md', '[x](https://example.com/?a=1&b="2")', 'href="https://example.com/?a=1&amp;b=&quot;2&quot;"'],
  ])('in %s links of the repository lead to pages: %s', async (path, markdown, href) => {
    expect((await renderMarkdown(markdown, path)).html).toContain(href);
  });

  test.each([
    '[x](../README.md)',
    '[x](../constructor)',
    '[x](javascript:alert(1))',
    '[x](local/eventbridge.md)',
    '[x](data:text/html,x)',
  ])('links to what is not served are text: %s', async (markdown) => {
    expect((await renderMarkdown(markdown, 'guide.md')).html).toBe('<p>x</p>\n');
  });

  test('markup of its own is shown, not obeyed', async () => {
    const { html } = await renderMarkdown('a <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n', 'guide.md');
    expect(html).not.toMatch(/<script|<img/);
  });
});
