import { WEEKDAYS, type WorkingHours } from '#domain/sla/calendar.ts';

/**
 * Working time by brute force, from its definition alone: the wall clock is asked for each minute of a window, a local
 * time is the first minute that shows it or more, and all else is counted. Nothing of the implementation is used.
 */

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const DAYS_BEFORE = 5;
const WINDOW_DAYS = 14;

interface Opened {
  /** Local date, in days from 1 January 1970. */
  readonly date: number;
  /** Milliseconds since the epoch. */
  readonly opens: number;
  readonly closes: number;
}

const windows = new Map<string, Int32Array>();

/** What the wall clock shows in each minute from `beginsAt`, as minutes since 1 January 1970 there. */
function shownFrom(beginsAt: number, timezone: string): Int32Array {
  const key = `${timezone} ${beginsAt}`;
  let shown = windows.get(key);
  if (shown === undefined) {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    shown = Int32Array.from({ length: WINDOW_DAYS * DAY_MINUTES }, (_, minute) => {
      const [month = 0, day = 0, year = 0, hour = 0, min = 0] =
        clock
          .format(beginsAt + minute * MINUTE_MS)
          .match(/\d+/g)
          ?.map(Number) ?? [];
      return Date.UTC(year < 50 ? 2000 + year : 1900 + year, month - 1, day, hour, min) / MINUTE_MS;
    });
    windows.set(key, shown);
  }
  return shown;
}

export class MinuteOracle {
  readonly #beginsAt: number;
  readonly #shown: Int32Array;
  readonly #opened: readonly Opened[];

  /** Knows the days about `about`, milliseconds of a midnight in UTC. */
  constructor(hours: WorkingHours, about: number) {
    this.#beginsAt = about - DAYS_BEFORE * DAY_MINUTES * MINUTE_MS;
    this.#shown = shownFrom(this.#beginsAt, hours.timezone);
    const first = about / (DAY_MINUTES * MINUTE_MS) - DAYS_BEFORE;
    this.#opened = Array.from({ length: WINDOW_DAYS - 1 }, (_, index) => this.#openedOn(first + index, hours)).flat();
  }

  /** Milliseconds of open time. */
  elapsed(from: number, to: number): number {
    let open = 0;
    for (const { opens, closes } of this.#opened) open += Math.max(0, Math.min(to, closes) - Math.max(from, opens));
    return open;
  }

  /** Steps from minute to minute. Undefined: not within the window. */
  add(start: number, milliseconds: number): number | undefined {
    let left = milliseconds;
    for (let at = start; at < this.#end; ) {
      const next = Math.floor(at / MINUTE_MS + 1) * MINUTE_MS;
      if (this.#openedAt(at) !== undefined) {
        if (left <= next - at) return at + left;
        left -= next - at;
      }
      at = next;
    }
    return undefined;
  }

  /** Undefined: not within the window. */
  addBusinessDays(start: number, days: number): number | undefined {
    const effective = this.add(start, 0);
    const from = effective === undefined ? undefined : this.#openedAt(effective);
    if (effective === undefined || from === undefined) return undefined;
    const dates = [...new Set(this.#opened.map(({ date }) => date))].filter((date) => date > from.date);
    const target = dates[days - 1];
    // The last date of the window may lack openings.
    if (target === undefined || target === this.#opened.at(-1)?.date) return undefined;
    const sinceMidnight = this.#timeOfDay(effective) - from.date * DAY_MINUTES * MINUTE_MS;
    const wanted = this.#resolve(target * DAY_MINUTES * MINUTE_MS + sinceMidnight);
    const openings = this.#opened.filter(({ date }) => date === target);
    if (openings.some(({ opens, closes }) => opens <= wanted && wanted <= closes)) return wanted;
    return openings.findLast(({ closes }) => closes < wanted)?.closes ?? openings[0]?.opens;
  }

  get #end(): number {
    return this.#beginsAt + (this.#shown.length - DAY_MINUTES) * MINUTE_MS;
  }

  #openedAt(instant: number): Opened | undefined {
    return this.#opened.find(({ opens, closes }) => opens <= instant && instant < closes);
  }

  #openedOn(date: number, { weekly, holidays, overrides }: WorkingHours): Opened[] {
    const name = new Date(date * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10);
    const weekday = WEEKDAYS[(new Date(name).getUTCDay() + 6) % 7] ?? 'mon';
    const intervals = overrides[name] ?? (holidays.includes(name) ? [] : (weekly[weekday] ?? []));
    return intervals
      .map(([opens, closes]) => ({ date, opens: this.#timeOn(date, opens), closes: this.#timeOn(date, closes) }))
      .filter(({ opens, closes }) => opens < closes);
  }

  #timeOn(date: number, time: string): number {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return this.#resolve((date * DAY_MINUTES + hour * 60 + minute) * MINUTE_MS);
  }

  /** The first instant whose local time is `local` or later. */
  #resolve(local: number): number {
    const minute = Math.floor(local / MINUTE_MS);
    let index = 0;
    while ((this.#shown[index] ?? Number.POSITIVE_INFINITY) < minute) index += 1;
    return this.#beginsAt + index * MINUTE_MS + (this.#shown[index] === minute ? local - minute * MINUTE_MS : 0);
  }

  /** What the wall clock shows at `instant`; where it has been set back, the end of what it repeats. */
  #timeOfDay(instant: number): number {
    const sinceBegin = instant - this.#beginsAt;
    const minute = Math.floor(sinceBegin / MINUTE_MS);
    const shown = this.#shown[minute] ?? Number.NaN;
    const earlier = this.#shown.slice(0, minute).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return earlier < shown ? shown * MINUTE_MS + (sinceBegin % MINUTE_MS) : (earlier + 1) * MINUTE_MS;
  }
}
