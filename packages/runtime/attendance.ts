import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Attend } from '#api/rate-limit.ts';
import { instantFromEpoch } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import { planOf } from '#domain/tenancy/plan.ts';
import type { BucketTerms } from '#domain/tenancy/token-bucket.ts';
import { KeyUseNotes } from '#services/tenancy/key-use-notes.ts';
import { countedBy, type OpenHandoffs } from '#services/tenancy/open-handoffs.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { type Limited, RateLimiter } from '#services/tenancy/rate-limiter.ts';
import { signUpBucket, tenantBucket } from '#storage/rate-limit-store.ts';
import { createAccountStores } from '#storage/stores.ts';
import { systemEpoch } from './clock.ts';
import { log } from './log.ts';
import type { ClientOf } from './tenant-clients.ts';

export interface AttendanceParts {
  /** For what concerns no tenant. */
  readonly client: DynamoDBClient;
  readonly clientOf: ClientOf;
  readonly table: string;
  /** Requests per second in place of those of a tenant's plan. */
  readonly rateLimit?: number | undefined;
}

/** So many may sign up per second, all together, and so many at once. */
const SIGN_UPS: BucketTerms = { perSecond: 2, burst: 300 };
/** A burst is what comes in so many seconds. */
const BURST_SECONDS = 5;

/** Lets callers in: within the rate of their plan, and with a note of which key was used. */
export function createAttendance({ client, clientOf, table, rateLimit }: AttendanceParts): {
  readonly attend: Attend;
  readonly admitSignUp: Platform['admitSignUp'];
  readonly openHandoffsOf: (principal: Principal) => OpenHandoffs;
} {
  const limiter = new RateLimiter({
    now: systemEpoch,
    random: Math.random,
    onFailure: (error) => log.error('the rate limit could not be asked for; letting in by what is known', { error }),
  });
  const uses = new KeyUseNotes(
    (tenantId) => createAccountStores(clientOf(tenantId), table, tenantId),
    (error) => log.error('the use of an API key was not noted', { error }),
  );
  const forced = rateLimit === undefined ? undefined : { perSecond: rateLimit, burst: rateLimit * BURST_SECONDS };
  const limitedOf = ({ tenantId, mode, plan = 'standard' }: Principal): Limited => ({
    name: `${tenantId} ${mode}`,
    terms: forced ?? planOf(plan).requests,
    store: () => tenantBucket(clientOf(tenantId), table, tenantId, mode),
  });
  const signUps: Limited = {
    name: 'sign-ups',
    terms: SIGN_UPS,
    store: () => signUpBucket(client, table),
  };
  return {
    attend: async (principal) => {
      const passage = await limiter.take(limitedOf(principal));
      if (!passage.admitted) return passage;
      const noted = uses.note(principal, instantFromEpoch(systemEpoch()));
      return { ...passage, settled: Promise.all([passage.settled, noted]).then(() => undefined) };
    },
    admitSignUp: () => limiter.take(signUps),
    openHandoffsOf: (principal) => countedBy(limiter, limitedOf(principal), systemEpoch),
  };
}
