import { Temporal } from 'temporal-polyfill';

/** A wall-clock minute or second in some zone. `month` counts from 1. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Whether `name` is an IANA time zone; fixed offsets such as `+01:00` are not. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What the zone's wall clock shows at an instant (epoch milliseconds). */
export function localTimeAt(epochMilliseconds: number, timeZone: string): LocalTime {
  const { year, month, day, hour, minute, second } =
    Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(timeZone);
  return { year, month, day, hour, minute, second };
}

/**
 * The instant (epoch milliseconds) at which the zone's wall clock shows `local`: the first one if it shows it twice,
 * undefined if it skips it.
 */
export function instantOf(local: LocalTime, timeZone: string): number | undefined {
  const plain = Temporal.PlainDateTime.from(local, { overflow: 'reject' });
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return zoned.toPlainDateTime().equals(plain) ? zoned.epochMilliseconds : undefined;
}

/** As `instantOf`, with a skipped time read as it would have been without the gap: 02:30 becomes 03:30. */
export function instantOrLater(local: LocalTime, timeZone: string): number {
  return Temporal.PlainDateTime.from(local, { overflow: 'reject' }).toZonedDateTime(timeZone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;
}
