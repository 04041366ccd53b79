import * as z from 'zod';
import { REJECTION_CLASSES } from '#domain/contract/vocabulary.ts';
import type { Counted } from '#domain/metrics/counted.ts';
import {
  CLOCK_COUNTS,
  type ClockCounters,
  COUNTS,
  type Counters,
  PARTIES,
  TIME_CAUSES,
} from '#domain/metrics/counters.ts';
import type { Day } from '#domain/metrics/day.ts';
import type { Histogram } from '#domain/metrics/histogram.ts';
import { once } from '#domain/once.ts';

/** What is counted on each of the days that lie together. */
export type Block = ReadonlyMap<Day, Counters>;

const count = once(() => z.number().int());
const named = once(() => z.record(z.string(), count()).optional());
const timeKeys = TIME_CAUSES.flatMap((cause) => PARTIES.map((party) => `${cause}:${party}` as const));

const clockSchema = once(() =>
  z.strictObject({
    counts: z.partialRecord(z.enum(CLOCK_COUNTS), count()).optional(),
    working: z.string().optional(),
    /** Absent: as `working`, as it is for clocks that count around the clock and never paused. */
    calendar: z.string().optional(),
  }),
);

const blockSchema = once(() =>
  z.record(
    z.string(),
    z.strictObject({
      counts: z.partialRecord(z.enum(COUNTS), count()).optional(),
      reasons: named(),
      classes: z.partialRecord(z.enum(REJECTION_CLASSES), count()).optional(),
      criteria: named(),
      fields: named(),
      rerequested: named(),
      milestones: named(),
      time: z.partialRecord(z.enum(timeKeys), count()).optional(),
      clocks: z.record(z.string(), clockSchema()).optional(),
    }),
  ),
);
type StoredCounters = z.infer<ReturnType<typeof blockSchema>>[string];
type StoredClock = z.infer<ReturnType<typeof clockSchema>>;

export function encodeBlock(block: Block): string {
  const days = [...block].map(([day, { clocks, ...counters }]) => [
    day,
    { ...withoutEmpty(counters), ...(clocks.size === 0 ? {} : { clocks: encodeClocks(clocks) }) },
  ]);
  return JSON.stringify(Object.fromEntries(days));
}

/** Throws on what `encodeBlock` has not written. */
export function decodeBlock(json: string): Block {
  return new Map(Object.entries(blockSchema().parse(JSON.parse(json))).map(([day, stored]) => [day, decode(stored)]));
}

function withoutEmpty(counters: Readonly<Record<string, Counted>>): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(counters).flatMap(([name, counted]) =>
      counted.size === 0 ? [] : [[name, Object.fromEntries(counted)]],
    ),
  );
}

function encodeClocks(clocks: Counters['clocks']): Record<string, StoredClock> {
  return Object.fromEntries([...clocks].map(([name, runs]) => [name, encodeClock(runs)]));
}

function encodeClock({ counts, working, calendar }: ClockCounters): StoredClock {
  const [counted, real] = [encodeHistogram(working), encodeHistogram(calendar)];
  return {
    ...(counts.size === 0 ? {} : { counts: Object.fromEntries(counts) }),
    ...(counted === '' ? {} : { working: counted }),
    ...(real === counted ? {} : { calendar: real }),
  };
}

function decode(stored: StoredCounters): Counters {
  const { counts, reasons, classes, criteria, fields, rerequested, milestones, time, clocks } = stored;
  return {
    counts: countedOf(counts),
    reasons: countedOf(reasons),
    classes: countedOf(classes),
    criteria: countedOf(criteria),
    fields: countedOf(fields),
    rerequested: countedOf(rerequested),
    milestones: countedOf(milestones),
    time: countedOf(time),
    clocks: new Map(Object.entries(clocks ?? {}).map(([name, clock]) => [name, decodeClock(clock)])),
  };
}

function decodeClock({ counts, working = '', calendar = working }: StoredClock): ClockCounters {
  return { counts: countedOf(counts), working: decodeHistogram(working), calendar: decodeHistogram(calendar) };
}

function countedOf<K extends string>(counts: Readonly<Partial<Record<K, number>>> | undefined): Counted<K> {
  return new Map(Object.entries(counts ?? {}) as [K, number][]); // the keys of a record, which are of its type
}

/** The counts of bins in a row, from the one that is named first; `~n` leaves out n bins. */
function encodeHistogram(histogram: Histogram): string {
  const bins = [...histogram].sort(([a], [b]) => a - b);
  let next: number | undefined;
  const parts: string[] = [];
  for (const [bin, counted] of bins) {
    if (next === undefined) parts.push(String(bin));
    else if (bin > next) parts.push(`~${bin - next}`);
    parts.push(String(counted));
    next = bin + 1;
  }
  return parts.join(',');
}

function decodeHistogram(text: string): Histogram {
  const bins = new Map<number, number>();
  if (text === '') return bins;
  const numbers = new Numbers(text);
  let bin = numbers.next();
  if (numbers.isMarked('-') || numbers.isMarked('~') || numbers.ended) throw unreadable();
  while (!numbers.ended) {
    const number = numbers.next();
    if (numbers.isMarked('~')) bin += number;
    else {
      bins.set(bin, numbers.isMarked('-') ? -number : number);
      bin += 1;
    }
  }
  if (numbers.isMarked('~')) throw unreadable();
  return bins;
}

const [COMMA, MINUS, ZERO, NINE, SKIP] = [0x2c, 0x2d, 0x30, 0x39, 0x7e];
/** All numbers that are counted exactly have fewer. */
const MAX_DIGITS = 16;

/** Reads numbers one by one, character by character: a report reads hundreds of thousands of them. */
class Numbers {
  readonly #text: string;
  #mark: '' | '-' | '~' = '';
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether there are no more. */
  get ended(): boolean {
    return this.#at > this.#text.length;
  }

  /** Whether this stood before the last of them. */
  isMarked(mark: '-' | '~'): boolean {
    return this.#mark === mark;
  }

  next(): number {
    const sign = this.#text.charCodeAt(this.#at);
    this.#mark = sign === MINUS ? '-' : sign === SKIP ? '~' : '';
    if (this.#mark !== '') this.#at += 1;
    const start = this.#at;
    let number = 0;
    for (let digit = this.#digit(); digit >= 0; digit = this.#digit()) {
      number = number * 10 + digit;
      this.#at += 1;
    }
    const digits = this.#at - start;
    const closed = this.#at === this.#text.length || this.#text.charCodeAt(this.#at) === COMMA;
    if (digits === 0 || digits > MAX_DIGITS || !closed) throw unreadable();
    this.#at += 1;
    return number;
  }

  #digit(): number {
    const code = this.#text.charCodeAt(this.#at);
    return code >= ZERO && code <= NINE ? code - ZERO : -1;
  }
}

function unreadable(): Error {
  return new Error('a histogram that was not written as one');
}
