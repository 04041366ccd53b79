import { type Instant, instantFromEpoch, secondsBetween } from '#domain/instant.ts';

/** When the handoffs of these tests are born. */
export const BIRTH: Instant = instantFromEpoch(Date.UTC(2026, 10, 23, 9));

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** The instant `seconds` after `BIRTH`. */
export function instantAt(seconds: number): Instant {
  return instantFromEpoch(Date.parse(BIRTH) + Math.round(seconds * 1000));
}

/** Seconds from `BIRTH` to `instant`. */
export function sinceBirth(instant: Instant): number {
  return secondsBetween(BIRTH, instant);
}

/** Seconds from `BIRTH` to the instant that `text` spells, such as `2026-11-23T16:00+01:00`. */
export function on(text: string): number {
  return (Date.parse(text) - Date.parse(BIRTH)) / 1000;
}
