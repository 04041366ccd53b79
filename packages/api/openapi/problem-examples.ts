import type { ProblemCode, Violation } from '#domain/problem.ts';

interface ProblemOccasion {
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** One occasion for each code, as the reference and the error pages show it. */
export const PROBLEM_EXAMPLES: Readonly<Record<ProblemCode, ProblemOccasion>> = {
  malformed_request: { detail: 'The body is not JSON: unexpected text at offset 17.' },
  validation_failed: {
    detail: '/contractId is required; must be a string; and 1 more, see errors.',
    violations: [
      { pointer: '/contractId', code: 'required', message: 'is required; must be a string' },
      { pointer: '/packt', code: 'unknown_field', message: 'is not known here' },
    ],
  },
  unsupported_media_type: { detail: 'Send the body as JSON, with Content-Type: application/json.' },
  payload_too_large: { detail: 'The body is larger than 1048576 bytes.' },
  unauthenticated: { detail: 'The API key is unknown, revoked or expired.' },
  insufficient_scope: {
    detail: 'The API key key_01JDA5K7ZWQ0R8T2V4X6Y8B0CD lacks the scope handoffs:write.',
    extensions: { requiredScope: 'handoffs:write', grantedScopes: ['handoffs:read'] },
  },
  not_found: { detail: 'There is nothing at this path.' },
  method_not_allowed: { detail: 'This path answers to GET, POST, HEAD, OPTIONS, not to PUT.' },
  conflict: { detail: 'A published contract cannot be deleted; retire it instead.' },
  concurrent_update: { detail: 'The handoff was changed by somebody else at the same moment. Read it and try again.' },
  illegal_transition: {
    detail: 'A completed handoff cannot be accepted.',
    extensions: { state: 'completed', allowed: [] },
  },
  contract_invalid: {
    detail: 'The contract does not hold together: 1 fault, see errors.',
    violations: [
      {
        pointer: '/entryCriteria/0/expression',
        code: 'expression_type',
        message: 'packet has no field named budgett',
        details: { line: 1, column: 8 },
      },
    ],
  },
  contract_not_published: { detail: 'The contract is a draft. Publish it before submitting handoffs under it.' },
  contract_retired: {
    detail: 'The contract is retired.',
    extensions: { successorId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' },
  },
  not_ready: {
    detail: 'The handoff is not ready: 2 gaps, see errors.',
    violations: [
      { pointer: '/packet/goals', code: 'required', message: 'is required' },
      { pointer: '/packet', code: 'criterion_unmet', message: 'ARR is known', details: { criterionId: 'arr_known' } },
    ],
  },
  exit_criteria_unmet: {
    detail: 'The handoff is not done: 1 exit criterion is not met.',
    violations: [
      {
        pointer: '/outcome',
        code: 'criterion_unmet',
        message: 'Kickoff was held',
        details: { criterionId: 'kickoff_held' },
      },
    ],
  },
  live_mode_forbids: { detail: 'A live endpoint needs an https URL.' },
  in_use: { detail: 'The owner still holds open handoffs.' },
  limit_reached: { detail: 'An account may have at most 100 API keys.' },
  rate_limited: { detail: 'Too many requests; wait a second.', extensions: { retryAfterSeconds: 1 } },
  internal_error: { detail: 'Something went wrong on our side. Quote the request id to support.' },
  unavailable: {
    detail: 'The service is briefly overloaded; try again in a second.',
    extensions: { retryAfterSeconds: 1 },
  },
};
