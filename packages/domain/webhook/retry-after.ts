import { epochOf, type Instant } from '../instant.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The three forms of HTTP-date, which a recipient must accept (RFC 9110, 5.6.7): IMF-fixdate, RFC 850, asctime. */
const HTTP_DATES = [
  /^[A-Z][a-z]{2}, (?<day>\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^[A-Z][a-z]{5,8}, (?<day>\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

/**
 * Seconds to wait after `now` by a `Retry-After` field (RFC 9110, 10.2.3): delay-seconds or an HTTP-date; 0 for a date
 * that has passed. Undefined if it is neither, so that nonsense is ignored.
 */
export function retryAfterSeconds(field: string, now: Instant): number | undefined {
  const text = field.trim();
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const at = parseHttpDate(text, now);
  return at === undefined ? undefined : Math.max(0, (at - epochOf(now)) / 1000);
}

function parseHttpDate(text: string, now: Instant): number | undefined {
  const groups = HTTP_DATES.map((form) => form.exec(text)?.groups).find((match) => match !== undefined);
  if (groups === undefined) return undefined;
  const { day = '', month = '', year = '', time = '' } = groups;
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const at = Date.parse(`${fullYear(year, now)}-${monthNumber}-${day.trim().padStart(2, '0')}T${time}Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** A year of two digits that seems more than 50 years ahead is the one in the past (RFC 9110, 5.6.7). */
function fullYear(year: string, now: Instant): string {
  if (year.length === 4) return year;
  const thisYear = Number(now.slice(0, 4));
  const candidate = Math.floor(thisYear / 100) * 100 + Number(year);
  return String(candidate > thisYear + 50 ? candidate - 100 : candidate);
}
