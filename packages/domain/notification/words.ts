import type { Instant } from '../instant.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A span of real time in its two largest units: `2 days 3 hours`. */
export function realTime(seconds: number): string {
  return spanIn([DAY, HOUR, MINUTE, 1], seconds);
}

/** A span of working time, in which a day has no fixed length: `26 hours 10 minutes`. */
export function workingTime(seconds: number): string {
  return spanIn([HOUR, MINUTE, 1], seconds);
}

const UNIT: ReadonlyMap<number, string> = new Map([
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [1, 'second'],
]);

function spanIn(units: readonly number[], seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const unit of units) {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    if (count > 0) parts.push(counted(count, UNIT.get(unit) ?? ''));
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? 'less than a second' : parts.join(' ');
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `22 Nov 2026, 13:00 UTC`. */
export function inUtc(instant: Instant): string {
  const month = MONTHS[Number(instant.slice(5, 7)) - 1];
  return `${Number(instant.slice(8, 10))} ${month} ${instant.slice(0, 4)}, ${instant.slice(11, 16)} UTC`;
}

/** `Ana, Ben and Cleo`. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}

/** An identifier as words: `first_touch` → `first touch`. */
export function wordsOf(identifier: string): string {
  return identifier.replaceAll('_', ' ');
}
