import { describe, expect, test } from 'vitest';
import { routeOf } from '#local/gateway/routes.ts';

describe('the routes of the HTTP API', () => {
  test.each([
    ['GET', '/docs', 'docs', 'GET /docs'],
    ['GET', '/docs/errors/not_ready', 'docs', 'GET /docs/{proxy+}'],
    ['GET', '/openapi.json', 'docs', 'GET /openapi.json'],
    ['GET', '/openapi.yaml', 'docs', 'GET /openapi.yaml'],
    ['POST', '/docs', 'api', '$default'],
    ['HEAD', '/docs', 'api', '$default'],
    ['GET', '/docs/', 'api', '$default'],
    ['GET', '/docsx', 'api', '$default'],
    ['GET', '/v1/docs', 'api', '$default'],
    ['GET', '/healthz', 'api', '$default'],
    ['GET', '/', 'api', '$default'],
  ])('%s %s goes to %s under %s', (method, path, functionName, routeKey) => {
    expect(routeOf(method, path)).toMatchObject({ functionName, routeKey });
  });

  test('the rest of a docs path is its proxy parameter', () => {
    expect(routeOf('GET', '/docs/errors/not_ready').pathParameters).toEqual({ proxy: 'errors/not_ready' });
  });
});
