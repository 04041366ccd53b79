/** One cause of a refusal. A refusal lists all of its causes at once. */
export interface Violation {
  /** JSON Pointer (RFC 6901) to the offending value in the request body, or to the parameter, as in `/query/limit`. */
  readonly pointer: string;
  /** Stable, machine-readable: `unknown_field`, `expression_type`, … */
  readonly code: string;
  /** One sentence that says what is wrong and what would be right. */
  readonly message: string;
  /** Further facts, such as `{line, column}` in an expression or `{criterionId}`. */
  readonly details?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/**
 * Every refusal of Baton has one of these codes. `packages/api/problem.ts` maps each to its HTTP status; each has a page
 * in `docs/errors/`.
 */
export const PROBLEM_CODES = [
  'malformed_request',
  'validation_failed',
  'unsupported_media_type',
  'payload_too_large',
  'unauthenticated',
  'insufficient_scope',
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'conflict',
  'concurrent_update',
  'illegal_transition',
  'contract_invalid',
  'contract_not_published',
  'contract_retired',
  'not_ready',
  'exit_criteria_unmet',
  'live_mode_forbids',
  'test_mode_forbids',
  'in_use',
  'limit_reached',
  'idempotency_key_reused',
  'idempotency_in_progress',
  'idempotency_unanswered',
  'rate_limited',
  'internal_error',
  'unavailable',
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A refusal that the caller can do something about. Thrown by services; carried to HTTP by `packages/api`. */
export class DomainError extends Error {
  readonly code: ProblemCode;
  readonly violations: readonly Violation[];
  /** Further members of the problem document, such as `{state, allowed}` of an illegal transition. */
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(
    code: ProblemCode,
    message: string,
    options: { violations?: readonly Violation[]; extensions?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.violations = options.violations ?? [];
    this.extensions = options.extensions ?? {};
  }
}

/** The refusal of a request whose values cannot be, with every cause. */
export function invalid(...violations: readonly Violation[]): DomainError {
  return new DomainError('validation_failed', summaryOf(violations), { violations });
}

/** How the messages begin that go on from the name of their place. */
const PREDICATE = /^(?:must|is|has|opens|closes|overlaps|repeats|matches)\b/;

/** One sentence for all causes: the first of them, with its place unless it is a sentence of its own, and how many more there are. */
export function summaryOf([first, ...others]: readonly Violation[]): string {
  if (first === undefined) return 'The request cannot be carried out as it is.';
  const { message, pointer } = first;
  const place = pointer === '' ? 'The body' : pointer;
  const cause = /^\p{Lu}/u.test(message) ? message : `${place}${PREDICATE.test(message) ? '' : ':'} ${message}`;
  const told = cause.replace(/\.$/, '');
  return others.length === 0 ? `${told}.` : `${told}; and ${others.length} more, see errors.`;
}
