import { Temporal } from 'temporal-polyfill';
import { BoundedMap } from '../bounded-map.ts';

/**
 * The offsets of a zone in one span of time, one entry for each stretch without a transition, in order. Milliseconds
 * since the epoch; local times are what the wall clock shows, written as if it were UTC.
 */
interface OffsetTable {
  /** When the stretch begins. */
  readonly at: number[];
  /** Local time minus UTC. */
  readonly offset: number[];
  /** What the wall clock had reached before the stretch: it never shows that much there where it has been set back. */
  readonly reached: number[];
}

/** A little more than a year: a target of some days reads the transitions of one table, or two. */
const SPAN_MS = 2 ** 35;
/** Twice what a local time may differ from UTC, and more than any zone was ever set back. */
const MARGIN_MS = 3 * 24 * 3_600_000;

/** A zone's time does not change with who asks: tables are shared by the process. 20 years of 500 zones, of 0.3 KB each. */
const tables = new BoundedMap<OffsetTable>(10_000);

/** The wall clock of an IANA zone, in whole milliseconds. Transitions are read from Temporal once for each span of time. */
export class ZoneOffsets {
  readonly #timezone: string;
  #span = Number.NaN;
  #table: OffsetTable = { at: [], offset: [], reached: [] };

  constructor(timezone: string) {
    this.#timezone = timezone;
  }

  /** The first instant at which the wall clock shows `local` or later: after a gap, and the first of two. */
  resolve(local: number): number {
    const { at, offset, reached } = this.#tableOf(local);
    let stretch = 0;
    while (isUpTo(reached[stretch + 1], local)) stretch += 1;
    return Math.max(at[stretch] ?? Number.NaN, local - (offset[stretch] ?? Number.NaN));
  }

  /**
   * The latest that the wall clock has shown up to `instant`. Where it has been set back, that is the time at which it was
   * until it has caught up, so that it never goes back.
   */
  reachedAt(instant: number): number {
    const { at, offset, reached } = this.#tableOf(instant);
    let stretch = 0;
    while (isUpTo(at[stretch + 1], instant)) stretch += 1;
    return Math.max(reached[stretch] ?? Number.NaN, instant + (offset[stretch] ?? Number.NaN));
  }

  /**
   * A local time, `local` or later, up to which the wall clock is not moved: what `resolve` makes of local times is as far
   * from all of them. The clock may go on unmoved after that, as this looks at one table alone.
   */
  evenUntil(local: number): number {
    const { at, offset, reached } = this.#tableOf(local);
    let stretch = 0;
    while (isUpTo(reached[stretch + 1], local)) stretch += 1;
    const isSkipped = local - (offset[stretch] ?? Number.NaN) < (at[stretch] ?? Number.NaN);
    if (isSkipped) return local;
    // What the wall clock reaches as it is set back is first shown when it has caught up.
    const known = (this.#span + 1) * SPAN_MS + MARGIN_MS / 2;
    return Math.min((reached[stretch + 1] ?? Number.POSITIVE_INFINITY) - 1, known);
  }

  #tableOf(milliseconds: number): OffsetTable {
    const span = Math.floor(milliseconds / SPAN_MS);
    if (span !== this.#span) {
      this.#table = tableOf(this.#timezone, span);
      this.#span = span;
    }
    return this.#table;
  }
}

function isUpTo(bound: number | undefined, milliseconds: number): boolean {
  return bound !== undefined && bound <= milliseconds;
}

function tableOf(timezone: string, span: number): OffsetTable {
  const key = `${timezone} ${span}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const table = readTable(timezone, span * SPAN_MS - MARGIN_MS, (span + 1) * SPAN_MS + MARGIN_MS);
  tables.set(key, table);
  return table;
}

function readTable(timezone: string, from: number, to: number): OffsetTable {
  const table: OffsetTable = { at: [], offset: [], reached: [] };
  let reached = Number.NEGATIVE_INFINITY;
  let zoned: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timezone);
  while (zoned !== null && zoned.epochMilliseconds < to) {
    const offset = zoned.offsetNanoseconds / 1e6;
    const next: Temporal.ZonedDateTime | null = zoned.getTimeZoneTransition('next');
    table.at.push(zoned.epochMilliseconds);
    table.offset.push(offset);
    table.reached.push(reached);
    if (next !== null) reached = Math.max(reached, next.epochMilliseconds + offset);
    zoned = next;
  }
  return table;
}
