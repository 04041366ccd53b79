import type { Instant } from '#domain/instant.ts';
import { isWeekend, type Office } from './office.ts';
import type { Random } from './random.ts';

/** How much comes in from Sunday to Saturday, as a share of an ordinary day. */
export type Week = readonly [number, number, number, number, number, number, number];

export interface Rhythm {
  readonly week: Week;
  /** By how much the last week of a month has more. */
  readonly monthEnd?: number;
  /** Whether it comes in on holidays, too. */
  readonly holidays?: true;
}

/** The same with more at weekends, up to a day like any other; a rhythm without weekends stays without. */
export function emphasized(rhythm: Rhythm, factor: number): Rhythm {
  const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = rhythm.week;
  const more = (share: number) => Math.max(share, Math.min(1, share * factor));
  return { ...rhythm, week: [more(sunday), monday, tuesday, wednesday, thursday, friday, more(saturday)] };
}

/** Hours of a day, from eight in the morning: little at noon, most before it. */
const HOURS = [0.6, 1.2, 1.5, 1.3, 0.6, 0.9, 1.2, 1, 0.6];

/** `count` instants over `days`, in their order, in a rhythm. */
export function arrivals(
  count: number,
  days: readonly string[],
  rhythm: Rhythm,
  office: Office,
  random: Random,
): Instant[] {
  const weights = days.map((day) => weightOf(day, rhythm, office));
  return Array.from({ length: count }, () => {
    const day = days[random.weighted(weights)] ?? days[0] ?? '';
    return office.on(day, (random.weighted(HOURS) + random.next()) * 3600);
  }).sort();
}

function weightOf(day: string, { week, monthEnd = 1, holidays }: Rhythm, office: Office): number {
  const date = new Date(day);
  const ofWeekday = week[date.getUTCDay() as 0] ?? 0;
  const isHoliday = !isWeekend(day) && !office.isWorkday(day);
  const nextWeek = new Date(date.getTime() + 7 * 24 * 3600 * 1000);
  const bump = nextWeek.getUTCMonth() === date.getUTCMonth() ? 1 : monthEnd;
  return isHoliday && holidays !== true ? 0 : ofWeekday * bump;
}
