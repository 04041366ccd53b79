import type { Context, Env } from 'hono';
import { HonoBase } from 'hono/hono-base';
import { TrieRouter } from 'hono/router/trie-router';
import type { Instant } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { type Authenticate, admit } from './authenticate.ts';
import type { AuthenticatedContext } from './context.ts';
import { answerHeaders } from './headers.ts';
import type { Log } from './log.ts';
import { type Occurrence, problemResponse, reportOf } from './problem-response.ts';
import { requestIdOf } from './request-id.ts';
import type { AnyReply, Route } from './route.ts';
import { isThrottled } from './throttled.ts';

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

/** What the gateway knows of a request beside the request itself. */
export interface GatewayFacts {
  readonly requestId?: string;
}

export interface App {
  fetch(request: Request, gateway?: GatewayFacts): Promise<Response>;
}

interface Environment extends Env {
  Bindings: { requestId?: string };
}

/** The HTTP API over these routes. Every answer of it, a refusal or not, has the headers of `answerHeaders`. */
export function createApp(routes: readonly Route[], dependencies: AppDependencies): App {
  // The trie alone: unlike the default router it has nothing to build at the first request of a cold start.
  const hono = new HonoBase<Environment>({ router: new TrieRouter() });
  const methods = [...new Set(routes.map((route) => route.method))].sort();
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    hono.on(route.method, path, async (c) => respond(c, route, dependencies));
  }
  hono.notFound((c) => {
    const allowed = methods.filter((method) => hono.router.match(method, c.req.path)[0].length > 0);
    return unrouted(c.req.method, allowed, occurrenceOf(c, dependencies));
  });
  hono.onError((error, c) => failure(error, c, occurrenceOf(c, dependencies), dependencies));
  return { fetch: async (request, gateway) => hono.fetch(request, gateway ?? {}) };
}

async function respond(c: Context<Environment>, route: Route, dependencies: AppDependencies): Promise<Response> {
  const occurrence = occurrenceOf(c, dependencies);
  try {
    return await answer(c, route, occurrence, dependencies);
  } catch (error) {
    return failure(error, c, occurrence, dependencies);
  }
}

/** Admission comes before the request is read: a stranger learns nothing and costs nothing. */
async function answer(
  c: Context<Environment>,
  route: Route,
  occurrence: Occurrence,
  dependencies: AppDependencies,
): Promise<Response> {
  const incoming = { request: c.req.raw, params: c.req.param() };
  const now = dependencies.now();
  if (route.scope === 'public') {
    return replied(
      await route.answer(incoming, { now, version: dependencies.version, platform: dependencies.platform }),
      occurrence,
    );
  }
  const authorization = c.req.raw.headers.get('authorization');
  const admission = await admit(authorization, route.scope, dependencies.authenticate, now);
  if (admission.kind === 'refused') return problemResponse(admission.problem, occurrence);
  const context = dependencies.contextFor(admission.principal, now);
  return replied(await route.answer(incoming, context), occurrence);
}

function replied(reply: AnyReply, { requestId }: Occurrence): Response {
  const body = reply.body === undefined ? null : JSON.stringify(reply.body);
  const contentType = body === null ? undefined : 'application/json';
  return new Response(body, {
    status: reply.status,
    headers: answerHeaders(requestId, contentType, reply.headers),
  });
}

/** A path that exists says which methods it has; one that does not is not found, by whatever method. */
function unrouted(method: string, allowed: readonly string[], occurrence: Occurrence): Response {
  if (allowed.length === 0) {
    const detail = 'There is nothing at this path; the reference at /docs lists every path.';
    return problemResponse({ code: 'not_found', detail }, occurrence);
  }
  const allow = [...allowed, ...(allowed.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  if (method === 'OPTIONS') {
    return new Response(null, { status: 204, headers: answerHeaders(occurrence.requestId, undefined, { allow }) });
  }
  const detail = `This path answers to ${allow}, not to ${method}.`;
  return problemResponse({ code: 'method_not_allowed', detail, headers: { allow } }, occurrence);
}

/** A refusal is told as it is; anything else is logged, and the caller learns the request id only. */
function failure(
  error: unknown,
  c: Context<Environment>,
  occurrence: Occurrence,
  dependencies: AppDependencies,
): Response {
  if (error instanceof DomainError) return problemResponse(reportOf(error), occurrence);
  const { requestId } = occurrence;
  dependencies.log.error('request failed', { requestId, method: c.req.method, path: c.req.path, error });
  if (isThrottled(error)) {
    const detail = 'The service is overloaded at the moment. Nothing was done; try again.';
    return problemResponse({ code: 'unavailable', detail, extensions: { retryAfterSeconds: 1 } }, occurrence);
  }
  const detail = `It was logged. Quote the request id ${requestId} to support.`;
  return problemResponse({ code: 'internal_error', detail }, occurrence);
}

function occurrenceOf(c: Context<Environment>, dependencies: AppDependencies): Occurrence {
  const { raw } = c.req;
  return {
    requestId: requestIdOf(raw.headers.get('x-request-id'), c.env.requestId, dependencies.newRequestId),
    origin: raw.url.slice(0, raw.url.indexOf('/', 'https://'.length)),
  };
}
