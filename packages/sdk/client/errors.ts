import type { Problem, ProblemCode, Violation } from './operations.ts';

/**
 * Why a call has no answer of Baton's own: `connection_failed` before one began, `timed_out` before it was complete,
 * `unexpected_answer` if it is neither an answer nor a refusal of Baton, whatever its status, as of a proxy in between.
 */
export type CallFailureCode = 'connection_failed' | 'timed_out' | 'unexpected_answer';

export type BatonErrorCode = ProblemCode | CallFailureCode;

/** What was asked when it failed. */
export interface FailedCall {
  readonly method: string;
  /** As it was sent, with its parameters and without a host. */
  readonly path: string;
  /** How often it was sent. */
  readonly attempts: number;
}

export interface BatonErrorParts extends FailedCall {
  readonly code: BatonErrorCode;
  readonly message: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
  readonly problem?: Problem;
  readonly maybeDone?: boolean;
  readonly cause?: unknown;
}

/** A call that was refused, or had no answer. Decide by `code`: newer versions of Baton may have codes unknown to this one. */
export class BatonError extends Error {
  override readonly name = 'BatonError';
  readonly code: BatonErrorCode;
  /** The HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  /** Quote it to support. Undefined if there was no answer of Baton's. */
  readonly requestId: string | undefined;
  /** Every cause of a refusal at once. */
  readonly errors: readonly Violation[];
  /** When Baton asked to come back, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** The whole RFC 9457 document, with members that belong to its code, such as `state` and `allowed`. */
  readonly problem: Problem | undefined;
  /** Whether it may have been carried out all the same: the answer of an attempt was lost, and none since tells. */
  readonly maybeDone: boolean;
  readonly method: string;
  readonly path: string;
  readonly attempts: number;

  constructor(parts: BatonErrorParts) {
    super(parts.message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = parts.code;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.errors = parts.problem?.errors ?? [];
    this.retryAfterSeconds = parts.retryAfterSeconds;
    this.problem = parts.problem;
    this.maybeDone = parts.maybeDone ?? false;
    this.method = parts.method;
    this.path = parts.path;
    this.attempts = parts.attempts;
  }

  /** The page that explains `code`; undefined if there was no refusal of Baton's. */
  get docs(): string | undefined {
    return this.problem?.type;
  }
}

/** The same failure of a call that may have been carried out. */
export function asMaybeDone(error: BatonError): BatonError {
  const { code, status, requestId, retryAfterSeconds, problem, method, path, attempts, cause } = error;
  return new BatonError({
    message: `${error.message} It may have been done all the same: look before you try again.`,
    ...{ code, method, path, attempts, maybeDone: true },
    ...(status !== undefined && { status }),
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(problem !== undefined && { problem }),
    ...(cause !== undefined && { cause }),
  });
}

/** The problem document in `text`; undefined if it is something else. */
export function problemIn(contentType: string | null, text: string): Problem | undefined {
  if (contentType === null || !contentType.toLowerCase().startsWith('application/problem+json')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isProblem(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false;
  const { code, detail, status, errors = [] } = value as Readonly<Record<string, unknown>>;
  return typeof code === 'string' && typeof detail === 'string' && typeof status === 'number' && Array.isArray(errors);
}
