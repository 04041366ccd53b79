import type { Instant } from '#domain/instant.ts';
import { type Principal, parseSecret } from '#domain/tenancy/api-key.ts';
import type { Access } from './access.ts';
import type { ApiRequest } from './http.ts';
import { INVALID_TOKEN, type ProblemReport } from './problem-response.ts';

/** Finds whom a secret API key, sent from `source`, speaks for at `now`; undefined if it is unknown, revoked or expired. */
export type Authenticate = (token: string, now: Instant, source?: string) => Promise<Principal | undefined>;

/** RFC 6750: the scheme in any case, one token. Longer than any key of ours is no key of ours. */
const BEARER = /^bearer +([A-Za-z0-9\-._~+/]{1,256}=*)$/i;

export type Admission =
  | { readonly kind: 'admitted'; readonly principal: Principal }
  /** We know who it is, and the key may not do this. */
  | { readonly kind: 'refused'; readonly problem: ProblemReport; readonly principal: Principal }
  | { readonly kind: 'unknown'; readonly problem: ProblemReport };

/** Who is calling, and whether a route with this access is open to them. Needs nothing of the request but the header and the source. */
export async function admit(
  { headers: { authorization }, source }: Pick<ApiRequest, 'headers' | 'source'>,
  access: Exclude<Access, 'public'>,
  authenticate: Authenticate,
  now: Instant,
): Promise<Admission> {
  if (authorization === undefined) {
    return unknown('Send your API key as Authorization: Bearer <key>.', 'Bearer realm="baton"');
  }
  if (!/^bearer(?: |$)/i.test(authorization.trim())) {
    const detail = 'Authorization must begin with the word Bearer and a space: Authorization: Bearer <key>.';
    return unknown(detail, INVALID_TOKEN);
  }
  const token = BEARER.exec(authorization.trim())?.[1];
  const principal = token === undefined ? undefined : await authenticate(token, now, source);
  if (principal === undefined) {
    return unknown(detailOf(token), INVALID_TOKEN);
  }
  if (access !== 'authenticated' && !principal.scopes.includes(access)) return outOfScope(principal, access);
  return { kind: 'admitted', principal };
}

/** What is wrong with a key, as far as its form alone says it: of one that could be a key nothing is told. */
function detailOf(token: string | undefined): string {
  if (token !== undefined && parseSecret(token) !== undefined) return 'The API key is unknown, revoked or expired.';
  const isId = token?.startsWith('key_') === true;
  const what = isId ? 'This is the id of an API key, not its secret' : 'This is not an API key, or only a part of one';
  return `${what}: send the whole secret, which begins with baton_live_ or baton_test_, as it was shown once.`;
}

function unknown(detail: string, challenge: string): Admission {
  return {
    kind: 'unknown',
    problem: { code: 'unauthenticated', detail, headers: { 'www-authenticate': challenge } },
  };
}

function outOfScope(principal: Principal, required: string): Admission {
  return {
    kind: 'refused',
    principal,
    problem: {
      code: 'insufficient_scope',
      detail: `The API key ${principal.keyId} lacks the scope ${required}.`,
      extensions: { requiredScope: required, grantedScopes: principal.scopes },
      headers: { 'www-authenticate': `Bearer realm="baton", error="insufficient_scope", scope="${required}"` },
    },
  };
}
