import { DomainError } from '#domain/problem.ts';
import type { ApiRequest } from './http.ts';
import type { Log } from './log.ts';
import { type Occurrence, type ProblemReport, reportOf } from './problem-response.ts';
import { isThrottled } from './throttled.ts';

/** What is said of an error. A refusal is told as it is; anything else is logged, and the caller learns the request id only. */
export function reportFailure(
  error: unknown,
  { method, path }: Pick<ApiRequest, 'method' | 'path'>,
  { requestId }: Occurrence,
  log: Log,
): ProblemReport {
  if (error instanceof DomainError) return reportOf(error);
  log.error('request failed', { requestId, method, path, error });
  if (isThrottled(error)) {
    const detail = 'The service is overloaded at the moment. Nothing was done; try again.';
    return { code: 'unavailable', detail, extensions: { retryAfterSeconds: 1 } };
  }
  return { code: 'internal_error', detail: `It was logged. Quote the request id ${requestId} to support.` };
}
