import type { ProblemCode } from '#domain/problem.ts';
import { PROBLEMS } from '../problem.ts';
import { formsOf, type Route } from '../route.ts';

/** Every refusal that a route may answer: those it declares, and those that follow from what it takes. */
export function refusalsOf(route: Route): readonly ProblemCode[] {
  const takesBody = route.method !== 'GET' && (route.method !== 'DELETE' || route.request.body !== undefined);
  const codes: readonly ProblemCode[] = [
    'malformed_request',
    'validation_failed',
    ...(takesBody ? (['payload_too_large', 'unsupported_media_type'] as const) : []),
    ...(route.method === 'POST'
      ? (['idempotency_key_reused', 'idempotency_in_progress', 'idempotency_unanswered'] as const)
      : []),
    ...(route.scope === 'public' ? [] : (['unauthenticated'] as const)),
    ...(route.scope === 'public' || route.scope === 'authenticated' ? [] : (['insufficient_scope'] as const)),
    ...(route.request.params === undefined ? [] : (['not_found'] as const)),
    ...(route.scope === 'public' && !takesBody ? [] : (['rate_limited', 'unavailable'] as const)),
    ...(formsOf(route).length === 0 ? [] : (['not_acceptable'] as const)),
    'internal_error',
    ...route.errors,
  ];
  return [...new Set(codes)].sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status || a.localeCompare(b));
}

/** The same codes by HTTP status. */
export function refusalsByStatus(route: Route): ReadonlyMap<number, readonly ProblemCode[]> {
  return Map.groupBy(refusalsOf(route), (code) => PROBLEMS[code].status);
}
