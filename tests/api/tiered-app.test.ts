import { describe, expect, it } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { createTieredApp } from '#api/tiered-app.ts';
import { memoryDependencies } from './support/test-app.ts';

const app = createTieredApp({ ...memoryDependencies(), log: { error: () => undefined } });

describe('the API in two tiers', () => {
  it.each(ROUTES.map(({ method, path }) => ({ method, path })))('has $method $path', async ({ method, path }) => {
    const answer = await app({
      method,
      path: path.replaceAll(/\{\w+\}/g, 'x'),
      query: '',
      headers: {},
      body: undefined,
      origin: 'https://api.example.com',
    });
    expect(answer.status).not.toBe(405);
    expect(answer.body ?? '').not.toContain('There is nothing at this path');
  });

  it('answers the bare host, which is of neither tier, with the way to the documentation', async () => {
    const root = { method: 'GET', path: '/', query: '', headers: {}, body: undefined };
    const answer = await app({ ...root, origin: 'https://api.example.com' });
    expect([answer.status, answer.headers['location']]).toEqual([302, '/docs']);
  });

  it.each(['/v', '/v1', '/v1/nothing', '/v1/handoffsy', '/healthzz'])(
    'answers %s like any unknown path',
    async (path) => {
      const answer = await app({
        method: 'GET',
        path,
        query: '',
        headers: {},
        body: undefined,
        origin: 'https://api.example.com',
      });
      expect(answer.status).toBe(404);
      expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'not_found' });
    },
  );
});
