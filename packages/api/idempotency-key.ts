import { DomainError } from '#domain/problem.ts';
import type { ApiRequest } from './http.ts';
import type { Route } from './route.ts';

export const LONGEST_KEY = 255;
/** Of a call that anybody may make: the key is all that keeps its answer from others. */
export const SHORTEST_PUBLIC_KEY = 16;

/** Visible ASCII without a comma, by which gateways join a header that was sent twice. */
const KEY = /^[!-+\--~]+$/;

/**
 * The key that the request names in `Idempotency-Key`; undefined if there is none, or the route is not called by POST.
 *
 * @throws DomainError `malformed_request` for what is no key
 */
export function idempotencyKeyOf(route: Route, { headers }: Pick<ApiRequest, 'headers'>): string | undefined {
  const key = route.method === 'POST' ? headers['idempotency-key'] : undefined;
  if (key === undefined) return undefined;
  const shortest = route.scope === 'public' ? SHORTEST_PUBLIC_KEY : 1;
  if (key.length >= shortest && key.length <= LONGEST_KEY && KEY.test(key)) return key;
  throw new DomainError(
    'malformed_request',
    `Idempotency-Key must be sent once, with ${shortest} to ${LONGEST_KEY} visible ASCII characters and no comma, such as a UUID.`,
  );
}
