import { type Instant, instantFromEpoch } from '#domain/instant.ts';

/** The one place that reads the clock of the machine: in milliseconds since the epoch. */
export function systemEpoch(): number {
  return Date.now();
}

export function systemNow(): Instant {
  return instantFromEpoch(systemEpoch());
}
