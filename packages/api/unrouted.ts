import { answerHeaders } from './headers.ts';
import type { ApiAnswer, ApiRequest } from './http.ts';
import { type Occurrence, problemAnswer } from './problem-response.ts';

/** A path that exists says which methods it has; one that does not is not found, by whatever method. */
export function unrouted(
  { method, path }: Pick<ApiRequest, 'method' | 'path'>,
  allowed: readonly string[],
  occurrence: Occurrence,
): ApiAnswer {
  // The gateway's routes cannot name this path, so that it comes here instead of to the documentation.
  if (path === '/docs/' && (method === 'GET' || method === 'HEAD')) {
    return { status: 308, headers: answerHeaders(occurrence.requestId, undefined, { location: '/docs' }) };
  }
  if (path === '/' && (method === 'GET' || method === 'HEAD')) {
    return { status: 302, headers: answerHeaders(occurrence.requestId, undefined, { location: '/docs' }) };
  }
  if (allowed.length === 0) {
    const detail = 'There is nothing at this path; the reference at /docs lists every path.';
    return problemAnswer({ code: 'not_found', detail }, occurrence);
  }
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') {
    return { status: 204, headers: answerHeaders(occurrence.requestId, undefined, { allow }) };
  }
  const detail = `This path answers to ${allow}, not to ${method}.`;
  return problemAnswer({ code: 'method_not_allowed', detail, headers: { allow } }, occurrence);
}
