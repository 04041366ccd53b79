import { earlier } from '#domain/instant.ts';
import type { PublishedEvent } from '#domain/published-event.ts';
import type { RecordedEvent } from '#domain/recorded-event.ts';
import { type OpenReplay, positionOf, type ReplayScope, SETTLED_SECONDS, settledBy } from '#domain/webhook/replay.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { type Subscriber, wantsEvent } from '#domain/webhook/wants-event.ts';
import type { TenantContext } from '../context.ts';
import { findEvent } from '../event/find-event.ts';
import { inBatches } from '../in-batches.ts';

/** How many events are looked up beside each other. */
const CONCURRENCY = 20;

export interface ReplayPage {
  readonly events: readonly RecordedEvent[];
  /** Behind what the next page goes on; absent if nothing was read. */
  readonly position?: string | undefined;
  /** There is no next page. */
  readonly last: boolean;
  /** How long to wait for the next page at the least. */
  readonly moreInSeconds: number;
}

/**
 * The next events of a replay, at most `limit`: of a window those that the endpoint wants as it is now, in the order in
 * which they were recorded; of chosen ones all that there are. A page may be empty though there are further ones.
 */
export async function readPage(
  context: TenantContext,
  replay: OpenReplay,
  endpoint: StoredEndpoint,
  limit: number,
): Promise<ReplayPage> {
  const { scope } = replay;
  const position = positionOf(replay);
  switch (scope.kind) {
    case 'window':
      return readWindow(context, scope, position, await matcherOf(endpoint), limit);
    case 'events':
      return readChosen(context, scope.eventIds, Number(position ?? 0), limit);
  }
}

async function readWindow(
  { stores, now }: TenantContext,
  { from, to }: Extract<ReplayScope, { kind: 'window' }>,
  after: string | undefined,
  matching: (event: PublishedEvent) => boolean,
  limit: number,
): Promise<ReplayPage> {
  const settled = earlier(to, settledBy(now));
  const range = { from, to: settled, limit, matching, ...(after === undefined ? {} : { after }) };
  const { data, next } = await stores.eventLog.list(range);
  const events = data.map(({ event, recordedAt }) => ({ event, recordedAt }));
  if (next !== undefined) return { events, position: next, last: false, moreInSeconds: 0 };
  return { events, position: data.at(-1)?.position, last: settled === to, moreInSeconds: SETTLED_SECONDS };
}

/** Those of chosen events that there are, up to `limit` behind the first `done`. */
export async function readChosen(
  context: TenantContext,
  eventIds: readonly string[],
  done = 0,
  limit = eventIds.length,
): Promise<ReplayPage> {
  const page = eventIds.slice(done, done + limit);
  const found = await inBatches(page, CONCURRENCY, (id) => findEvent(context, id));
  const read = done + page.length;
  return {
    events: found.filter((event) => event !== undefined),
    position: String(read),
    last: read >= eventIds.length,
    moreInSeconds: 0,
  };
}

async function matcherOf({ id, version, enabled, eventTypes, filter }: StoredEndpoint) {
  const plain: Subscriber = { id, version, enabled, eventTypes };
  if (filter === undefined) return (event: PublishedEvent) => wantsEvent(plain, event);
  // few replays are filtered: the parser is loaded with the first that is
  const { parseCondition } = await import('#domain/expression/compile-condition.ts');
  const filtered = { ...plain, filter: parseCondition(filter) };
  return (event: PublishedEvent) => wantsEvent(filtered, event);
}
