import type { MetricsQueue } from '#aws/ports.ts';
import type { Listings } from './listings.ts';

/** What measuring uses beside a tenant's stores. */
export interface MetricsDesk {
  readonly queue: MetricsQueue;
  readonly listings: Listings;
  /** The tenant's time zone, as it was at most a minute ago; undefined: there is no such tenant. */
  readonly timeZoneOf: (tenantId: string) => Promise<string | undefined>;
}
