import { asMaybeDone, BatonError } from './errors.ts';
import type { Method, Reply } from './operation.ts';
import { delay, isInDoubt, leavesOpen, type RetryRules, retryDelayMs } from './retry.ts';

export interface RepeatedCall {
  readonly method: Method;
  readonly rules: RetryRules;
  readonly signal: AbortSignal | undefined;
}

/**
 * Does `once`, which is told how often it will have been done, until it has an answer, or an error after which it is not tried
 * again. Throws that error; it says so where an attempt whose answer was lost may have done it.
 */
export async function persist(
  { method, rules, signal }: RepeatedCall,
  once: (attempts: number) => Promise<Reply<unknown>>,
): Promise<Reply<unknown>> {
  let maybeDone = false;
  for (let attempts = 1; ; attempts++) {
    const outcome = await failureOr(once(attempts));
    if (!(outcome instanceof BatonError)) return outcome;
    if (maybeDone && isRemoved(method, outcome)) return answerOfRemoved(outcome);
    maybeDone ||= method !== 'GET' && isInDoubt(outcome) && !wasNeverSent(outcome);
    const wait = retryDelayMs(outcome, attempts, rules, Math.random());
    if (wait === undefined) throw maybeDone && leavesOpen(method, outcome) ? asMaybeDone(outcome) : outcome;
    await delay(wait, signal);
  }
}

async function failureOr(attempt: Promise<Reply<unknown>>): Promise<Reply<unknown> | BatonError> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof BatonError) return error;
    throw error;
  }
}

/** Reasons for which no connection came about, as Node names them; elsewhere nothing is known of it. */
const NOT_CONNECTED: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function wasNeverSent({ cause }: BatonError): boolean {
  const reason: unknown = cause instanceof Error ? cause.cause : undefined;
  return reason instanceof Error && 'code' in reason && NOT_CONNECTED.has(reason.code);
}

/** The attempt whose answer was lost has removed it, or somebody else has: it is gone, as was asked for. */
function isRemoved(method: Method, { code }: BatonError): boolean {
  return method === 'DELETE' && code === 'not_found';
}

function answerOfRemoved({ requestId }: BatonError): Reply<undefined> {
  return { data: undefined, status: 404, headers: new Headers(), requestId, etag: undefined, replayed: false };
}
