import type { ApiAnswer } from './http.ts';
import type { RouteDeclaration } from './route.ts';

/** The answer of a route that is going to go says so: RFC 9745, `Deprecation`, and RFC 8594, `Sunset`. */
export function announced({ deprecated }: Pick<RouteDeclaration, 'deprecated'>, answer: ApiAnswer): ApiAnswer {
  if (deprecated === undefined) return answer;
  const { since, until, link } = deprecated;
  const headers = {
    ...answer.headers,
    deprecation: `@${Date.parse(since) / 1000}`,
    ...(until === undefined ? {} : { sunset: new Date(until).toUTCString() }),
    link: `<${link}>; rel="deprecation"; type="text/html"`,
  };
  return { ...answer, headers };
}
