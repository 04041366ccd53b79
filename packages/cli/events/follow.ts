import { type BatonClient, BatonError, type RecordedEvent } from '#sdk/index.ts';

export interface FollowOptions {
  /** Types and families, as in `clock.*`; all of them if left out. */
  readonly types: readonly string[];
  /** Events that were recorded since then come first; only new ones if left out. */
  readonly from: string | undefined;
  /** Between two looks at the log. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  /** Told when the server cannot be asked, and again when it can. */
  onTrouble(error: BatonError | undefined): void;
  wait(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** Events of one second come in any order, and some a little late: this much of the log is read again. */
const OVERLAP_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The event log from here on, each event once, in the order of the log. It goes on over errors that pass, such as a restart
 * of the server, and ends with the signal. Throws a BatonError that trying again does not mend.
 */
export async function* followEvents(baton: BatonClient, options: FollowOptions): AsyncGenerator<RecordedEvent> {
  const { signal, wait, pauseMs, onTrouble } = options;
  let place: Place | undefined;
  let failures = 0;
  while (!signal.aborted) {
    try {
      place ??= await startOf(baton, options);
      yield* newEvents(baton, place, options);
      if (failures > 0) onTrouble(undefined);
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof BatonError) || !passes(error)) throw error;
      if (failures === 0) onTrouble(error);
      failures++;
    }
    await wait(Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** Math.min(failures, 10)), signal).catch(() => undefined);
  }
}

/** How far the log was read. */
interface Place {
  /** When the newest event was recorded, in milliseconds since the epoch; undefined in an empty log. */
  newest: number | undefined;
  /** Ids of the events that were read, with when they were recorded; those that are too old to be met again are dropped. */
  readonly seen: Map<string, number>;
}

/** Where to begin: where it was said, else behind the newest event there is, and all that were recorded shortly before. */
async function startOf(baton: BatonClient, { from, signal }: FollowOptions): Promise<Place> {
  const place: Place = { newest: from === undefined ? undefined : Date.parse(from), seen: new Map() };
  if (from !== undefined) return place;
  const query = { sort: '-recordedAt', limit: 100 } as const;
  for await (const event of baton.paginate('/v1/events', { query, signal })) {
    const recordedAt = Date.parse(event.recordedAt);
    place.newest ??= recordedAt;
    if (recordedAt < place.newest - OVERLAP_MS) break;
    place.seen.set(event.id, recordedAt);
  }
  return place;
}

async function* newEvents(
  baton: BatonClient,
  place: Place,
  { types, from, signal }: FollowOptions,
): AsyncGenerator<RecordedEvent> {
  const type = types.length === 0 ? {} : { type: types.join(',') };
  const query = { sort: 'recordedAt', limit: 100, ...type, ...sinceOf(place, from) } as const;
  for await (const event of baton.paginate('/v1/events', { query, signal })) {
    const recordedAt = Date.parse(event.recordedAt);
    if (place.seen.has(event.id)) continue;
    place.seen.set(event.id, recordedAt);
    place.newest = Math.max(place.newest ?? recordedAt, recordedAt);
    yield event;
  }
  for (const [id, recordedAt] of place.seen) {
    if (recordedAt < (place.newest ?? 0) - 2 * OVERLAP_MS) place.seen.delete(id);
  }
}

function sinceOf({ newest }: Place, from: string | undefined): { from?: string } {
  if (newest === undefined) return {};
  const earliest = from === undefined ? 0 : Date.parse(from);
  return { from: new Date(Math.max(earliest, newest - OVERLAP_MS)).toISOString() };
}

/** Whether it may be otherwise later: no answer, an answer of somebody in between, or one that says so. */
function passes({ status, code }: BatonError): boolean {
  return status === undefined || status === 429 || status >= 500 || code === 'unexpected_answer';
}
