declare const instantBrand: unique symbol;

/**
 * A point in time as RFC 3339 in UTC with milliseconds, `2026-11-22T09:00:00.000Z`. One format throughout, so that
 * instants compare as strings, and what is stored, published and answered is the same text.
 */
export type Instant = string & { readonly [instantBrand]: true };

/** The instant of `epochMilliseconds`. Throws RangeError outside the years 0000 to 9999. */
export function instantFromEpoch(epochMilliseconds: number): Instant {
  const text = new Date(epochMilliseconds).toISOString();
  if (text.length !== 24) throw new RangeError(`instant out of range: ${text}`);
  return text as Instant; // the one place that mints the brand
}

/** Milliseconds since the epoch. */
export function epochOf(instant: Instant): number {
  return Date.parse(instant);
}

/** `instant` plus a real (not working) span, to the millisecond. */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return instantFromEpoch(epochOf(instant) + Math.round(seconds * 1000));
}

/** Real seconds from `from` to `to`; negative if `to` is the earlier. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (epochOf(to) - epochOf(from)) / 1000;
}

/** The later of two instants. */
export function later(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}

/** The earlier of two instants. */
export function earlier(a: Instant, b: Instant): Instant {
  return a <= b ? a : b;
}
