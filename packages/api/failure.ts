import { DomainError } from '#domain/problem.ts';
import type { AuthenticatedContext } from './context.ts';
import type { ApiRequest } from './http.ts';
import type { Log } from './log.ts';
import { type Occurrence, type ProblemReport, reportOf } from './problem-response.ts';
import { isThrottled } from './throttled.ts';

/** The `cause` ended a request of which something was done, or may have been. */
export class CutShort extends Error {
  override readonly name = 'CutShort';

  constructor(cause: unknown) {
    super('the request failed after something of it was done', { cause });
  }
}

/** Lets `act` have effects, so that a failure tells whether it had any. @throws CutShort */
export async function withEffects<T>(
  context: AuthenticatedContext,
  act: (context: AuthenticatedContext) => Promise<T>,
): Promise<T> {
  try {
    return await act(context);
  } catch (error) {
    throw context.hasWritten?.() === true ? new CutShort(error) : error;
  }
}

/** What is said of an error. A refusal is told as it is; anything else is logged, and the caller learns the request id only. */
export function reportFailure(
  failure: unknown,
  { method, path }: Pick<ApiRequest, 'method' | 'path'>,
  { requestId }: Occurrence,
  log: Log,
): ProblemReport {
  const isCutShort = failure instanceof CutShort;
  const error = isCutShort ? failure.cause : failure;
  if (error instanceof DomainError) return reportOf(error);
  log.error('request failed', { requestId, method, path, error });
  if (!isThrottled(error)) {
    return { code: 'internal_error', detail: `It was logged. Quote the request id ${requestId} to support.` };
  }
  // 503 says that nothing was done, and callers go by that
  if (isCutShort) {
    const detail =
      'The service is overloaded at the moment, and a part of the request may be done. Send it again under its Idempotency-Key; without one, read first what was done.';
    return { code: 'internal_error', detail, extensions: { retryAfterSeconds: 1 } };
  }
  const detail = 'The service is overloaded at the moment. Nothing was done; try again.';
  return { code: 'unavailable', detail, extensions: { retryAfterSeconds: 1 } };
}
