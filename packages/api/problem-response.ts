import type { DomainError, ProblemCode, Violation } from '#domain/problem.ts';
import { answerHeaders, type Headers } from './headers.ts';
import type { ApiAnswer } from './http.ts';
import { PROBLEMS } from './problem.ts';

/** More causes than this are counted, not listed: an answer stays far smaller than the request that provoked it. */
export const MOST_LISTED_CAUSES = 100;

/** RFC 6750, section 3.1: the key is none, or none any more. */
export const INVALID_TOKEN = 'Bearer realm="baton", error="invalid_token"';

export interface Occurrence {
  readonly requestId: string;
  /** Scheme and authority by which the caller reached the API; the problem's `type` is a page there. */
  readonly origin: string;
}

/** What is said about one problem, beside what its code already says. */
export interface ProblemReport {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  readonly headers?: Headers;
}

export function reportOf({ code, message, violations, extensions }: DomainError): ProblemReport {
  const challenge = code === 'unauthenticated' ? { headers: { 'www-authenticate': INVALID_TOKEN } } : {};
  return { code, detail: message, violations, extensions, ...challenge };
}

/** A problem document as it is sent. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly errors?: readonly Violation[];
  readonly errorsOmitted?: number;
  readonly [extension: string]: unknown;
}

/** The problem document: RFC 9457, with `code`, `requestId` and, where there are causes, `errors`. */
export function problemBody(report: ProblemReport, occurrence: Occurrence): ProblemDocument {
  const kind = PROBLEMS[report.code];
  const violations = report.violations ?? [];
  const members = {
    type: `${occurrence.origin}/docs/errors/${report.code}`,
    title: kind.title,
    status: kind.status,
    detail: report.detail,
    code: report.code,
    requestId: occurrence.requestId,
    ...(violations.length > 0 && { errors: violations.slice(0, MOST_LISTED_CAUSES) }),
    ...(violations.length > MOST_LISTED_CAUSES && { errorsOmitted: violations.length - MOST_LISTED_CAUSES }),
  };
  // Twice, so that the members stand first and no extension can replace one.
  return { ...members, ...report.extensions, ...members };
}

export function problemAnswer(report: ProblemReport, occurrence: Occurrence): ApiAnswer {
  const retryAfter = report.extensions?.['retryAfterSeconds'];
  const waiting = typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {};
  return {
    status: PROBLEMS[report.code].status,
    headers: answerHeaders(occurrence.requestId, 'application/problem+json', { ...waiting, ...report.headers }),
    body: JSON.stringify(problemBody(report, occurrence)),
  };
}
