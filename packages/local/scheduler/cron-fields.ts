/** Which days of a month a cron expression names. Weekdays count from 1, Sunday, to 7, Saturday. */
export type DayRule =
  | { readonly kind: 'days-of-month'; readonly days: ReadonlySet<number> }
  | { readonly kind: 'last-day' }
  | { readonly kind: 'nearest-weekday'; readonly day: number }
  | { readonly kind: 'last-weekday' }
  | { readonly kind: 'weekdays'; readonly weekdays: ReadonlySet<number> }
  | { readonly kind: 'last-of-weekday'; readonly weekday: number }
  | { readonly kind: 'nth-of-weekday'; readonly weekday: number; readonly nth: number };

/** The six fields of an AWS cron expression. `minutes` and `hours` are ascending. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

export const LAST_CRON_YEAR = 2199;

/**
 * Reads `minutes hours day-of-month month day-of-week year`, or undefined if AWS would refuse it. Exactly one of the two
 * day fields is `?`. Ranges that run backwards (`FRI-MON`), `L-3` and lists with `L`, `W` or `#` are refused.
 * Source: EventBridge user guide, cron expressions reference.
 */
export function parseCronFields(text: string): CronFields | undefined {
  const fields = text.trim().split(/\s+/);
  const [minuteText, hourText, dayText, monthText, weekdayText, yearText] = fields;
  if (fields.length !== 6 || !minuteText || !hourText || !dayText || !monthText || !weekdayText || !yearText) {
    return undefined;
  }
  const minutes = parseList(minuteText, 0, 59);
  const hours = parseList(hourText, 0, 23);
  const months = parseList(monthText, 1, 12, MONTHS);
  const years = parseList(yearText, 1970, LAST_CRON_YEAR);
  const days = parseDays(dayText, weekdayText);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { minutes: ascending(minutes), hours: ascending(hours), days, months, years };
}

function ascending(values: ReadonlySet<number>): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function parseDays(dayText: string, weekdayText: string): DayRule | undefined {
  if ((dayText === '?') === (weekdayText === '?')) return undefined;
  return weekdayText === '?' ? parseDayOfMonth(dayText) : parseDayOfWeek(weekdayText);
}

function parseDayOfMonth(text: string): DayRule | undefined {
  if (text === 'L') return { kind: 'last-day' };
  if (text === 'LW') return { kind: 'last-weekday' };
  const nearest = /^(\d{1,2})W$/.exec(text)?.[1];
  if (nearest !== undefined) {
    const day = parseValue(nearest, 1, 31);
    return day === undefined ? undefined : { kind: 'nearest-weekday', day };
  }
  const days = parseList(text, 1, 31);
  return days && { kind: 'days-of-month', days };
}

function parseDayOfWeek(text: string): DayRule | undefined {
  if (text === 'L') return { kind: 'weekdays', weekdays: new Set([7]) };
  const special = /^([A-Za-z]{3}|\d)(?:L|#(\d))$/.exec(text);
  if (special?.[1] !== undefined) {
    const weekday = parseValue(special[1], 1, 7, WEEKDAYS);
    if (weekday === undefined) return undefined;
    if (special[2] === undefined) return { kind: 'last-of-weekday', weekday };
    const nth = parseValue(special[2], 1, 5);
    return nth === undefined ? undefined : { kind: 'nth-of-weekday', weekday, nth };
  }
  const weekdays = parseList(text, 1, 7, WEEKDAYS);
  return weekdays && { kind: 'weekdays', weekdays };
}

/** Parts joined by commas, each as `parsePart` reads it. */
function parseList(text: string, least: number, most: number, names: readonly string[] = []): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const range = parsePart(part, least, most, names);
    if (range === undefined) return undefined;
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

/** `5`, `1-5` or `*`, each with an optional `/step`. `5/10` runs from 5 to the end. */
function parsePart(
  part: string,
  least: number,
  most: number,
  names: readonly string[],
): { readonly from: number; readonly to: number; readonly step: number } | undefined {
  const match = /^(?:(\*)|([A-Za-z0-9]+)(?:-([A-Za-z0-9]+))?)(?:\/(\d{1,4}))?$/.exec(part);
  if (match === null) return undefined;
  const [, star, fromText, toText, stepText] = match;
  const from = star === undefined ? parseValue(fromText, least, most, names) : least;
  const openEnd = star !== undefined || stepText !== undefined ? most : from;
  const to = toText === undefined ? openEnd : parseValue(toText, least, most, names);
  const step = Number(stepText ?? '1');
  return from === undefined || to === undefined || from > to || step < 1 ? undefined : { from, to, step };
}

function parseValue(
  text: string | undefined,
  least: number,
  most: number,
  names: readonly string[] = [],
): number | undefined {
  if (text === undefined) return undefined;
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + least;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
