import type { ProblemCode } from '#domain/problem.ts';

export interface ProblemKind {
  /** HTTP status of every problem with this code. */
  readonly status: number;
  /** RFC 9457 title: the same for every occurrence. */
  readonly title: string;
}

/** The one place where a refusal's code becomes an HTTP status. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemKind>> = {
  malformed_request: { status: 400, title: 'The request cannot be read' },
  validation_failed: { status: 422, title: 'The request cannot be carried out as it is' },
  unsupported_media_type: { status: 415, title: 'The body is not JSON' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unauthenticated: { status: 401, title: 'A valid API key is required' },
  insufficient_scope: { status: 403, title: 'The API key may not do this' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This resource does not support the method' },
  not_acceptable: { status: 406, title: 'Not to be had in this form' },
  conflict: { status: 409, title: 'The request conflicts with the present state' },
  concurrent_update: { status: 409, title: 'Somebody else changed it meanwhile' },
  illegal_transition: { status: 409, title: 'Not possible in the present state' },
  contract_invalid: { status: 422, title: 'The contract does not hold together' },
  contract_not_published: { status: 409, title: 'The contract has no published version' },
  contract_retired: { status: 409, title: 'The contract is retired' },
  not_ready: { status: 422, title: 'The handoff is not ready' },
  exit_criteria_unmet: { status: 422, title: 'The handoff is not done' },
  live_mode_forbids: { status: 403, title: 'Possible in test mode only' },
  test_mode_forbids: { status: 403, title: 'Possible in live mode only' },
  in_use: { status: 409, title: 'Something else still needs it' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key belongs to another request' },
  idempotency_in_progress: { status: 409, title: 'The first request with this idempotency key is under way' },
  idempotency_unanswered: { status: 409, title: 'The first request with this idempotency key has no answer' },
  limit_reached: { status: 422, title: 'A limit of the tenant is reached' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Temporarily unavailable' },
};
