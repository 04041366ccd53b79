import { DomainError } from '#domain/problem.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import type { Standing } from '#services/tenancy/rate-account.ts';
import type { Passage } from '#services/tenancy/rate-limiter.ts';
import type { Headers } from './headers.ts';
import type { ApiAnswer } from './http.ts';
import { type ProblemReport, reportOf } from './problem-response.ts';

/** Lets a caller in or not, and says what goes on beside the request on their account. */
export type Attend = (principal: Principal) => Promise<Passage>;

/** The one policy that all requests of a tenant in one mode are under. */
const POLICY = 'default';

/**
 * Answers within the caller's rate: whoever is over it is told so before anything else of the request is looked at. Every
 * answer says how the caller stands. `answer` and `refuse` must not throw.
 */
export async function answerWithinRate(
  passage: Passage,
  answer: () => Promise<ApiAnswer>,
  refuse: (problem: ProblemReport) => ApiAnswer,
): Promise<ApiAnswer> {
  const [answered] = await Promise.all([
    passage.admitted ? answer() : Promise.resolve(refuse(reportOf(overRate(passage.standing())))),
    passage.settled,
  ]);
  // a key that turned out to be none any more is told nothing of whose it was
  if (answered.status === 401) return answered;
  return { ...answered, headers: { ...answered.headers, ...rateHeaders(passage.standing()) } };
}

/** The refusal of a request over the rate. */
export function overRate({ terms, retryMs }: Standing): DomainError {
  const retryAfterSeconds = seconds(retryMs);
  const { perSecond, burst } = terms;
  const rate = `More than ${perSecond} requests a second, beyond ${burst} at once`;
  return new DomainError('rate_limited', `${rate}; wait ${retryAfterSeconds} s and try again.`, {
    extensions: { retryAfterSeconds },
  });
}

/** draft-ietf-httpapi-ratelimit-headers-10: `q` requests in any `w` seconds; `r` are left, all are there again in `t`. */
function rateHeaders({ terms, remaining, resetMs }: Standing): Headers {
  const { perSecond, burst } = terms;
  return {
    'ratelimit-policy': `"${POLICY}";q=${burst};w=${seconds((burst / perSecond) * 1_000)}`,
    ratelimit: `"${POLICY}";r=${remaining};t=${seconds(resetMs)}`,
  };
}

/** Whole seconds, at least one: what rounds to none would be taken for "at once". */
function seconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1_000));
}
