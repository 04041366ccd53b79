import type { Month } from '#domain/review/month.ts';
import { durationWords } from '#domain/review/words.ts';

const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

export function whole(value: number): string {
  return WHOLE.format(value);
}

/** `93.4 %`; a dash where there is nothing to have a share of. */
export function share(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(1)} %`;
}

/** `October 2026`. */
export function monthName(month: Month): string {
  return MONTHS.format(Date.parse(`${month}-01`));
}

export function duration(seconds: number): string {
  return durationWords(seconds);
}

/** An identifier as words: `first_touch` → `first touch`. */
export function words(identifier: string): string {
  return identifier.replaceAll('_', ' ');
}

/** An instant as people read it: `1 Nov 2026, 05:00 UTC`. */
export function instantWords(instant: string): string {
  return `${instant.slice(0, 10)}, ${instant.slice(11, 16)} UTC`;
}
