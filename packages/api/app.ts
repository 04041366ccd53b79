import type { Env } from 'hono';
import { HonoBase } from 'hono/hono-base';
import { TrieRouter } from 'hono/router/trie-router';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { type Authenticate, admit } from './authenticate.ts';
import type { AuthenticatedContext } from './context.ts';
import type { CursorSeal } from './cursor.ts';
import { announced } from './deprecation.ts';
import { reportFailure, withEffects } from './failure.ts';
import { answerHeaders } from './headers.ts';
import type { ApiAnswer, ApiRequest } from './http.ts';
import { idempotencyKeyOf } from './idempotency-key.ts';
import type { Caller, Idempotency } from './idempotency-port.ts';
import { LINES_TYPE, type LinePage, lineAnswer } from './line-answer.ts';
import type { Log } from './log.ts';
import { NO_PARTS, partsOf } from './parts.ts';
import { type Occurrence, type ProblemReport, problemAnswer } from './problem-response.ts';
import { type Attend, answerWithinRate } from './rate-limit.ts';
import { requestIdOf } from './request-id.ts';
import type { AnyReply, AuthenticatedRoute, Incoming, Route } from './route.ts';
import { unrouted } from './unrouted.ts';

export interface AppDependencies {
  readonly authenticate: Authenticate;
  /** Lets a caller in within the rate of its plan. */
  readonly attend: Attend;
  /** Version of the running code, as `/healthz` says it. */
  readonly version: string;
  /** All that the services may reach for this caller at this moment. */
  readonly contextFor: (principal: Principal, now: Instant, requestId: string) => AuthenticatedContext;
  /** What a route that anybody may call is given. */
  readonly platform: Platform;
  readonly cursors: CursorSeal;
  /** Where requests are noted that name a key; loaded with the first of them. */
  readonly idempotency: () => Promise<Idempotency>;
  readonly now: () => Instant;
  /** An id for a request that has none. */
  readonly newRequestId: () => string;
  readonly log: Log;
}

/** Answers a request; never throws. */
export type App = (request: ApiRequest) => Promise<ApiAnswer>;

interface Environment extends Env {
  Bindings: ApiRequest;
}

/** The HTTP API over these routes. Every answer of it, a refusal or not, has the headers of `answerHeaders`. */
export function createApp(routes: readonly Route[], dependencies: AppDependencies): App {
  // The trie alone: unlike the default router it has nothing to build at the first request of a cold start.
  const hono = new HonoBase<Environment>({ router: new TrieRouter() });
  const occurrenceOf = ({ headers, origin, gatewayRequestId }: ApiRequest): Occurrence => ({
    requestId: requestIdOf(headers['x-request-id'], gatewayRequestId, dependencies.newRequestId),
    origin,
  });
  const methods = [...new Set(routes.map((route) => route.method))].sort();
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    hono.on(route.method, path, async (c) => {
      const occurrence = occurrenceOf(c.env);
      const received = { request: c.env, params: c.req.param() };
      const answer = await answerBy(route, received, occurrence, dependencies).catch((error: unknown) =>
        problemAnswer(reportFailure(error, c.env, occurrence, dependencies.log), occurrence),
      );
      return plain(announced(route, answer));
    });
  }

  hono.notFound((c) => {
    const allowed = methods.filter((method) => hono.router.match(method, c.req.path)[0].length > 0);
    return plain(unrouted(c.env, allowed, occurrenceOf(c.env)));
  });
  hono.onError((error, c) => {
    const occurrence = occurrenceOf(c.env);
    return plain(problemAnswer(reportFailure(error, c.env, occurrence, dependencies.log), occurrence));
  });

  return async (request) => {
    const answer = await dispatch(hono, request);
    return request.method === 'HEAD' ? { status: answer.status, headers: answer.headers } : answer;
  };
}

/**
 * Lets Hono find and run the handler. It is given no platform `Request` and makes no `Response` (their first use is 30 ms
 * of a cold start, see `http.ts`): of a request it reads method and URL only, and it passes on what a handler answers.
 */
async function dispatch(hono: HonoBase<Environment>, request: ApiRequest): Promise<ApiAnswer> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const envelope = { method, url: `${request.origin}${request.path}` } as Request;
  return (await hono.fetch(envelope, request)) as unknown as ApiAnswer;
}

/** An answer in the place where Hono's types have a `Response`; `dispatch` takes it out again. */
function plain(answer: ApiAnswer): Response {
  return answer as unknown as Response;
}

/** Admission comes before the request is read: a stranger learns nothing and costs nothing. */
async function answerBy(
  route: Route,
  received: Pick<Incoming, 'request' | 'params'>,
  occurrence: Occurrence,
  dependencies: AppDependencies,
): Promise<ApiAnswer> {
  const { now: clock, version, platform, authenticate, attend } = dependencies;
  const now = arrivalOf(received.request, clock());
  if (route.scope === 'public') {
    const key = idempotencyKeyOf(route, received.request);
    const { source = 'unknown' } = received.request;
    const incoming = { ...received, parts: NO_PARTS, cursors: dependencies.cursors };
    const finish = (reply: AnyReply) => replied(reply, route, received.request, occurrence);
    if (key === undefined) return finish(await route.answer(incoming, { now, version, platform, source }));
    const { answerStranger } = await import('./keyed-call.ts');
    return finish(await answerStranger(route, incoming, key, dependencies));
  }
  const admission = await admit(received.request, route.scope, authenticate, now);
  if (admission.kind === 'unknown') return problemAnswer(admission.problem, occurrence);
  const told = (problem: ProblemReport) => problemAnswer(problem, occurrence);
  const answer = async () => {
    if (admission.kind === 'refused') return told(admission.problem);
    try {
      const caller = { principal: admission.principal, now, requestId: occurrence.requestId };
      const reply = await answerCaller(route, received, caller, occurrence, dependencies);
      return replied(reply, route, received.request, occurrence);
    } catch (error) {
      return told(reportFailure(error, received.request, occurrence, dependencies.log));
    }
  };
  return answerWithinRate(await attend(admission.principal), answer, told);
}

/** What somebody is answered who may call the route. */
async function answerCaller(
  route: AuthenticatedRoute,
  received: Pick<Incoming, 'request' | 'params'>,
  caller: Caller,
  occurrence: Occurrence,
  dependencies: AppDependencies,
): Promise<AnyReply> {
  const key = idempotencyKeyOf(route, received.request);
  const parts = partsOf({ ...dependencies, caller }, key, occurrence);
  const incoming = { ...received, parts, cursors: dependencies.cursors };
  if (key === undefined) {
    const context = dependencies.contextFor(caller.principal, caller.now, caller.requestId);
    return withEffects(context, (by) => route.answer(incoming, by));
  }
  const { answerKeyed } = await import('./keyed-call.ts');
  return answerKeyed(route, incoming, key, { ...dependencies, caller });
}

/** A gateway that says more than this has another clock than we. */
const LONGEST_WAIT_MS = 30_000;

/** When the request came to the gateway: a caller in time is not made late by a cold start, or a queue before us. */
function arrivalOf({ receivedAtMs }: ApiRequest, now: Instant): Instant {
  const waitedMs = receivedAtMs === undefined ? 0 : epochOf(now) - receivedAtMs;
  return waitedMs > 0 && waitedMs <= LONGEST_WAIT_MS ? instantFromEpoch(epochOf(now) - waitedMs) : now;
}

function replied(
  { status, body, text, headers: own }: AnyReply,
  { responses }: Route,
  request: ApiRequest,
  { requestId }: Occurrence,
): ApiAnswer {
  const headers = responses[status]?.forms === undefined ? own : { vary: 'Accept', ...own };
  if (text !== undefined) {
    return { status, headers: answerHeaders(requestId, `${text.type}; charset=utf-8`, headers), body: text.body };
  }
  if (body === undefined) return { status, headers: answerHeaders(requestId, undefined, headers) };
  if (responses[status]?.lines) {
    const lines = lineAnswer(body as LinePage, request); // `Reply` holds the handler to it
    const further = { ...headers, ...lines.headers };
    return { status, headers: answerHeaders(requestId, LINES_TYPE, further), body: lines.body };
  }
  return { status, headers: answerHeaders(requestId, 'application/json', headers), body: JSON.stringify(body) };
}
