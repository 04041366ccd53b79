import type { ProblemCode, Violation } from '#domain/problem.ts';

interface ProblemOccasion {
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

const OF_ACCEPTED = [
  'reassign',
  'milestone',
  'complete',
  'disqualify',
  'cancel',
  'pause',
  'reprioritize',
  'retarget',
  'note',
];

/** One occasion for each code, as the reference and the error pages show it. */
export const PROBLEM_EXAMPLES: Readonly<Record<ProblemCode, ProblemOccasion>> = {
  malformed_request: { detail: 'The body is not JSON: unexpected text at offset 17.' },
  validation_failed: {
    detail: '/contractId is required; must be text; and 1 more, see errors.',
    violations: [
      { pointer: '/contractId', code: 'required', message: 'is required; must be text' },
      {
        pointer: '/packt',
        code: 'unknown_field',
        message: 'is not known here; known are contractId, subject, packet, priority, sender, override, testClockId',
      },
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
  not_acceptable: {
    detail: 'This is to be had as application/json, text/vnd.mermaid, image/svg+xml.',
    extensions: { offered: ['application/json', 'text/vnd.mermaid', 'image/svg+xml'] },
  },
  conflict: { detail: 'Version 1 is in force and nothing was changed since.' },
  concurrent_update: {
    detail: 'The handoff hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD has been changed since (revision 7); read it and try again.',
  },
  illegal_transition: {
    detail: `A handoff that is accepted cannot take accept; it allows: ${OF_ACCEPTED.join(', ')}.`,
    extensions: { state: 'accepted', allowed: OF_ACCEPTED },
  },
  contract_invalid: {
    detail: 'The contract has a mistake.',
    violations: [
      {
        pointer: '/entryCriteria/0/expression',
        code: 'unknown_field',
        message: 'line 1, column 8: there is no field "budgett": known are goals, arr',
        details: { criterionId: 'arr_known', line: 1, column: 8 },
      },
    ],
  },
  contract_not_published: {
    detail: 'The contract ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD is a draft; publish it first.',
  },
  contract_retired: {
    detail: 'The contract ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD is retired; use ctr_01JDA5K7ZX3M5N7P9R1T3V5W7Y instead.',
    extensions: { successorId: 'ctr_01JDA5K7ZX3M5N7P9R1T3V5W7Y' },
  },
  not_ready: {
    detail: 'The packet is not ready: 2 gaps.',
    violations: [
      { pointer: '/packet/goals', code: 'schema_required', message: 'is required' },
      {
        pointer: '/packet/arr',
        code: 'criterion_unmet',
        message: 'Not met: ARR is known',
        details: { criterionId: 'arr_known', expression: 'packet.arr > 0', error: '"arr" is missing' },
      },
    ],
    extensions: {
      criteria: [{ id: 'arr_known', met: false, error: '"arr" is missing' }],
      schemaErrors: [{ pointer: '/goals', keyword: 'required', message: 'is required' }],
    },
  },
  exit_criteria_unmet: {
    detail: 'The handoff is not done: exit criteria are unmet.',
    violations: [
      {
        pointer: '/outcome/kickoffHeldAt',
        code: 'criterion_unmet',
        message: 'Not met: Kickoff was held',
        details: {
          criterionId: 'kickoff_held',
          expression: "outcome.kickoffHeldAt != ''",
          error: '"kickoffHeldAt" is missing',
        },
      },
    ],
  },
  test_mode_forbids: { detail: 'A tenant is deleted with a live key: its live data goes too.' },
  live_mode_forbids: {
    detail:
      'Test clocks exist in test mode only, and this API key is a live one: use one that begins with baton_test_.',
  },
  in_use: {
    detail: 'Open handoffs are still there; hand them over first, or set it inactive.',
    extensions: { handoffs: ['hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] },
  },
  limit_reached: {
    detail: 'A tenant has at most 100 API keys; remove one first.',
    extensions: { limit: 100, current: 100 },
  },
  idempotency_key_reused: {
    detail: 'This Idempotency-Key was sent with another request, or by another API key; use a new one.',
  },
  idempotency_in_progress: {
    detail: 'The first request with this Idempotency-Key is still under way.',
    extensions: { retryAfterSeconds: 1 },
  },
  idempotency_unanswered: {
    detail:
      'The first request with this Idempotency-Key took effect, in whole or in part, and its answer is not known. Read what it was about.',
  },
  rate_limited: { detail: 'Too many requests; wait a second.', extensions: { retryAfterSeconds: 1 } },
  internal_error: { detail: 'It was logged. Quote the request id JKJaXmPLvHcESHA= to support.' },
  unavailable: {
    detail: 'The service is overloaded at the moment. Nothing was done; try again.',
    extensions: { retryAfterSeconds: 1 },
  },
};
