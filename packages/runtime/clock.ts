import { type Instant, instantFromEpoch } from '#domain/instant.ts';

/** The one place that reads the clock of the machine. */
export function systemNow(): Instant {
  return instantFromEpoch(Date.now());
}
