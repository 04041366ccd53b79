import type { FunctionName } from '../resources.ts';

/** Which function answers, under which route key of the HTTP API. */
export interface Route {
  readonly functionName: FunctionName;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** The routes of the HTTP API, as docs/architecture.md lists them. Everything that is no page of the docs is the API. */
export function routeOf(method: string, path: string): Route {
  if (method === 'GET') {
    if (path === '/docs' || path === '/openapi.json' || path === '/openapi.yaml') {
      return { functionName: 'docs', routeKey: `GET ${path}`, pathParameters: undefined };
    }
    if (path.startsWith('/docs/') && path.length > '/docs/'.length) {
      const proxy = path.slice('/docs/'.length);
      return { functionName: 'docs', routeKey: 'GET /docs/{proxy+}', pathParameters: { proxy } };
    }
  }
  return { functionName: 'api', routeKey: '$default', pathParameters: undefined };
}
