import { TrieRouter } from 'hono/router/trie-router';
import type { Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { type Authenticate, admit } from './authenticate.ts';
import type { AuthenticatedContext } from './context.ts';
import { answerHeaders } from './headers.ts';
import type { ApiAnswer, ApiRequest } from './http.ts';
import type { Log } from './log.ts';
import { type Occurrence, problemAnswer, reportOf } from './problem-response.ts';
import { requestIdOf } from './request-id.ts';
import type { AnyReply, Route } from './route.ts';
import { isThrottled } from './throttled.ts';
import { unrouted } from './unrouted.ts';

export interface AppDependencies {
  readonly authenticate: Authenticate;
  /** Version of the running code, as `/healthz` says it. */
  readonly version: string;
  /** All that the services may reach for this caller at this moment. */
  readonly contextFor: (principal: Principal, now: Instant) => AuthenticatedContext;
  /** What a route that anybody may call is given. */
  readonly platform: Platform;
  readonly now: () => Instant;
  /** An id for a request that has none. */
  readonly newRequestId: () => string;
  readonly log: Log;
}

/** Answers a request; never throws. */
export type App = (request: ApiRequest) => Promise<ApiAnswer>;

/** The HTTP API over these routes. Every answer of it, a refusal or not, has the headers of `answerHeaders`. */
export function createApp(routes: readonly Route[], dependencies: AppDependencies): App {
  const router = new TrieRouter<Route>();
  for (const route of routes) router.add(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), route);
  const methods = [...new Set(routes.map((route) => route.method))].sort();
  return async (request) => {
    const { headers, origin, gatewayRequestId } = request;
    const requestId = requestIdOf(headers['x-request-id'], gatewayRequestId, dependencies.newRequestId);
    const occurrence = { requestId, origin };
    try {
      const [route, params] =
        router.match(request.method === 'HEAD' ? 'GET' : request.method, request.path)[0][0] ?? [];
      if (route === undefined) {
        const allowed = methods.filter((method) => router.match(method, request.path)[0].length > 0);
        return unrouted(request.method, allowed, occurrence);
      }
      const answer = await answerBy(route, { request, params: decoded(params) }, occurrence, dependencies);
      return request.method === 'HEAD' ? { status: answer.status, headers: answer.headers } : answer;
    } catch (error) {
      return failure(error, request, occurrence, dependencies);
    }
  };
}

/** The values of a path's parameters. One that is not validly encoded names nothing, and stays as it is. */
function decoded(params: unknown): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    try {
      values[name] = decodeURIComponent(String(value));
    } catch {
      values[name] = String(value);
    }
  }
  return values;
}

/** Admission comes before the request is read: a stranger learns nothing and costs nothing. */
async function answerBy(
  route: Route,
  incoming: { readonly request: ApiRequest; readonly params: Readonly<Record<string, string>> },
  occurrence: Occurrence,
  { now: clock, version, platform, authenticate, contextFor }: AppDependencies,
): Promise<ApiAnswer> {
  const now = clock();
  if (route.scope === 'public') return replied(await route.answer(incoming, { now, version, platform }), occurrence);
  const admission = await admit(incoming.request.headers['authorization'], route.scope, authenticate, now);
  if (admission.kind === 'refused') return problemAnswer(admission.problem, occurrence);
  return replied(await route.answer(incoming, contextFor(admission.principal, now)), occurrence);
}

function replied({ status, body, headers }: AnyReply, { requestId }: Occurrence): ApiAnswer {
  if (body === undefined) return { status, headers: answerHeaders(requestId, undefined, headers) };
  return { status, headers: answerHeaders(requestId, 'application/json', headers), body: JSON.stringify(body) };
}

/** A refusal is told as it is; anything else is logged, and the caller learns the request id only. */
function failure(
  error: unknown,
  { method, path }: ApiRequest,
  occurrence: Occurrence,
  { log }: AppDependencies,
): ApiAnswer {
  if (error instanceof DomainError) return problemAnswer(reportOf(error), occurrence);
  const { requestId } = occurrence;
  log.error('request failed', { requestId, method, path, error });
  if (isThrottled(error)) {
    const detail = 'The service is overloaded at the moment. Nothing was done; try again.';
    return problemAnswer({ code: 'unavailable', detail, extensions: { retryAfterSeconds: 1 } }, occurrence);
  }
  const detail = `It was logged. Quote the request id ${requestId} to support.`;
  return problemAnswer({ code: 'internal_error', detail }, occurrence);
}
