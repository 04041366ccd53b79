import type { Instant } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import { type ConfigurationEvent, decodeConfigurationCommit } from './commit.ts';
import { readStored } from './document.ts';
import { HandoffRun, type LogOwner } from './handoff-run.ts';
import { type LogBounds, LogRun } from './log-run.ts';
import { type LogEntry, type LoggedEvent, logItems, SHARD_PARTITIONS } from './logged-commit.ts';
import { MergedRuns } from './merged-runs.ts';
import type { TenantTable } from './tenant-table.ts';

/** Reads of the table that one page makes at the most, beside the first of each handoff. */
const MAX_READS = 16;
/** Commits that one round of reads asks for where most of them may be left out, and the fewest of one read. */
const SEARCHING = 400;
const SEARCHING_PER_READ = 8;
/**
 * A page ends once it has gone through this much, which bounds the time for it too. An answer of Lambda has at most 6 MB,
 * and writing it as JSON within JSON can double what is text of quotes.
 */
const MAX_PAGE_BYTES = 2 * 1024 * 1024;
/** Below and above every sort key. */
const FIRST = '0';
const LAST = '~';

/** What a place in the log looks like: the sort key of its commit, and its index therein. */
export const LOG_POSITION =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z#(?:hnd|evt)_[0-9A-Z]{26}#\d{6,9})#(\d{1,4})$/;

export interface LogRange {
  /** Recorded at or after. */
  readonly from?: Instant;
  /** Recorded before. */
  readonly to?: Instant;
  /** A `position`: go on behind it, in the direction asked for. Its event need not be in the range, or exist. */
  readonly after?: string;
  /** The most events of the page. */
  readonly limit: number;
  readonly descending?: boolean;
  /** Only what happened to these handoffs, by their own commits; nothing else is read. As many as one page may read. */
  readonly handoffs?: readonly string[];
  /** Leaves out events after they were read: a page may then be short, or empty, and still have a `next`. */
  readonly matching?: (event: PublishedEvent) => boolean;
}

export interface LogPage {
  readonly data: readonly LoggedEvent[];
  /** Pass it as `after` to go on; absent at the end of the range. */
  readonly next?: string;
}

/** All that was published of one tenant in one mode in the last 90 days, in the order in which it was recorded. */
export class EventLog {
  readonly #table: TenantTable;
  readonly #owner: LogOwner;

  constructor(table: TenantTable, owner: LogOwner) {
    this.#table = table;
    this.#owner = owner;
  }

  /** Writes the same however often it is repeated. What failed half way is to be written again whole. */
  async keep(entries: readonly LogEntry[]): Promise<void> {
    const items = entries.flatMap(logItems);
    const byKey = new Map(items.map((item) => [`${item.key.partition} ${item.key.sort}`, item])); // of one given twice
    await this.#table.putMany([...byKey.values()]);
  }

  /** One page, oldest first unless `descending`. Reads a bounded number of times; eventually consistent. */
  async list(range: LogRange): Promise<LogPage> {
    const { limit } = range;
    const commits = this.#commits(range);
    const data: LoggedEvent[] = [];
    let position = range.after;
    let bytes = 0;
    let whole = true;
    while (whole && data.length < limit && bytes < MAX_PAGE_BYTES) {
      const item = await commits.next();
      if (item === undefined) break;
      const commit = item.read();
      const taken = take(commit.events, range, limit - data.length);
      data.push(...taken.data);
      bytes += commit.bytes;
      position = taken.position ?? position;
      whole = taken.whole;
    }
    const ended = whole && commits.ended;
    return { data, ...(ended || position === undefined ? {} : { next: position }) };
  }

  #commits(range: LogRange) {
    const { limit, matching, handoffs, descending = false } = range;
    const bounds: LogBounds = { ...boundsOf(range), descending };
    const runs =
      handoffs?.map((id) => new HandoffRun(this.#table, this.#owner, id, bounds)) ??
      SHARD_PARTITIONS.map((partition) => new LogRun(this.#table, partition, bounds));
    const searching = Math.max(Math.ceil(SEARCHING / runs.length), SEARCHING_PER_READ);
    const perRead = matching === undefined ? Math.ceil(limit / runs.length) + 1 : searching;
    return new MergedRuns(runs, { descending, perRead, maxReads: MAX_READS + (handoffs?.length ?? 0) });
  }

  /** A fact about the configuration, by the id of its event. Kept for ever. */
  async configurationEvent(id: string): Promise<ConfigurationEvent | undefined> {
    const item = await this.#table.get({ partition: 'events', sort: id });
    return item && readStored('event', () => decodeConfigurationCommit(String(item.attributes['doc'])));
  }
}

/** Up to `room` of a commit's events that the range asks for. `whole`: there are no further ones in it. */
function take(
  events: readonly LoggedEvent[],
  { matching = () => true, after, descending = false }: LogRange,
  room: number,
): { readonly data: readonly LoggedEvent[]; readonly position?: string | undefined; readonly whole: boolean } {
  const left = (descending ? events.toReversed() : events).filter(
    ({ position }) => after === undefined || isBehind(position, after, descending),
  );
  const data: LoggedEvent[] = [];
  for (const logged of left) {
    if (matching(logged.event)) data.push(logged);
    if (data.length === room) return { data, position: logged.position, whole: logged === left.at(-1) };
  }
  return { data, position: left.at(-1)?.position, whole: true };
}

function boundsOf({ from, to, after, descending = false }: LogRange): { low: string; high: string } {
  const [low, high]: [string, string] = [from ?? FIRST, to ?? LAST];
  if (after === undefined) return { low, high };
  const { sort } = placeOf(after);
  return descending ? { low, high: sort < high ? sort : high } : { low: sort > low ? sort : low, high };
}

function isBehind(position: string, after: string, descending: boolean): boolean {
  const [here, there] = [placeOf(position), placeOf(after)];
  if (here.sort !== there.sort) return true;
  return descending ? here.index < there.index : here.index > there.index;
}

function placeOf(position: string): { readonly sort: string; readonly index: number } {
  const [, sort, index] = LOG_POSITION.exec(position) ?? [];
  if (sort === undefined) throw new Error('not a position in the event log');
  return { sort, index: Number(index) };
}
