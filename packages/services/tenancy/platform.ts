import type { Instant } from '#domain/instant.ts';
import type { AccountStores } from '#storage/stores.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import type { Passage } from './rate-limiter.ts';

/** What a verb may use that concerns no tenant yet: signing up, and finding out who calls. */
export interface Platform {
  readonly accountOf: (tenantId: string) => AccountStores;
  readonly newId: (prefix: string, now: Instant) => string;
  readonly randomBytes: (count: number) => Uint8Array;
  /** Lets somebody sign up, or not: of all strangers together, only so many at a time. */
  readonly admitSignUp: () => Promise<Passage>;
  /** Who has asked for deletions by receipts of none. */
  readonly unknownReceipts: FailedAttempts;
  /** Has the answer to this request go with the tenant that it opens. @returns by what name it is kept */
  readonly tieAnswer?: (tenantId: string) => string;
}
