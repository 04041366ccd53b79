import { calendarSchema } from '#domain/sla/calendar.ts';
import { deliverySchema } from '#domain/webhook/delivery.ts';
import { replaySchema } from '#domain/webhook/replay.ts';
import { urlOrigin } from '#domain/webhook/url-origin.ts';
import { decodeConfigurationCommit } from '#storage/commit.ts';
import { readDocument } from '#storage/document.ts';
import type { ParentKind } from '#storage/partitions.ts';
import { readAction, readReview } from '#storage/read-review.ts';
import { listCalendars } from '../../calendar/list-calendars.ts';
import type { CallContext } from '../../context.ts';
import { listContracts } from '../../contract/list-contracts.ts';
import { viewVersion } from '../../contract/view-version.ts';
import type { Page, PageRequest } from '../../page.ts';
import { viewReplay } from '../../replay/view.ts';
import { listEndpoints } from '../../webhook/list-endpoints.ts';
import type { EndpointView } from '../../webhook/view.ts';
import type { ExportLine, Lines } from './line.ts';
import { type Belongings, inPieces, listed, PER_READ, withBelongings } from './walk.ts';

type List<T> = (context: CallContext, request: PageRequest) => Promise<Page<T>>;

/** The entries of a list of the API, as it shows them. */
export function allOf<T extends { readonly id: string }>(context: CallContext, kind: string, list: List<T>): Lines {
  return async function* (after) {
    for await (const data of listed((request) => list(context, request), after)) {
      yield { place: data.id, line: { kind, data } };
    }
  };
}

/** The items of one partition, in their order, of which there is something to tell. */
export function itemsOf(
  { stores }: CallContext,
  partition: string,
  lineOf: (item: Parameters<typeof readDocument>[2]) => ExportLine | undefined,
  prefix?: string,
): Lines {
  const range = { limit: PER_READ, ...(prefix === undefined ? {} : { prefix }) };
  const read = (after: string | undefined) => stores.reader.items(partition, { ...range, after });
  return async function* (after) {
    for await (const item of inPieces(read, ({ sort }) => sort, after)) {
      const line = lineOf(item);
      if (line !== undefined) yield { place: item.sort, line };
    }
  };
}

/** What was removed, and left something behind. */
function removed({ stores }: CallContext, parent: ParentKind, of: string): Lines {
  const read = (after: string | undefined) => stores.reader.removed(parent, { limit: PER_READ, after });
  return async function* (after) {
    for await (const id of inPieces(read, (each) => each, after))
      yield { place: id, line: { kind: 'removed', of, id } };
  };
}

export function calendars(context: CallContext): { readonly present: Lines; readonly removed: Lines } {
  const versions: Belongings = {
    name: 'versions',
    of: (id) =>
      itemsOf(context, `calendar#${id}`, (item) => {
        const data = readDocument('calendar version', calendarSchema(), item);
        return { kind: 'calendar_version', calendarId: id, data };
      }),
  };
  return {
    present: withBelongings(allOf(context, 'calendar', listCalendars), [versions]),
    removed: withBelongings(removed(context, 'calendars', 'calendar'), [versions]),
  };
}

export function contracts(context: CallContext): Lines {
  const { contractBodies } = context.stores;
  const versions: Belongings = {
    name: 'versions',
    of: (id) =>
      async function* (after) {
        const placeOf = (version: number) => `v${String(version).padStart(6, '0')}`;
        const read = async (from: string | undefined) => {
          const range = { limit: PER_READ, ...(from === undefined ? {} : { after: from }) };
          return (await contractBodies.listVersions(id, range)).data;
        };
        for await (const version of inPieces(read, ({ contractVersion }) => placeOf(contractVersion), after)) {
          const data = viewVersion(version);
          yield { place: placeOf(version.contractVersion), line: { kind: 'contract_version', contractId: id, data } };
        }
      },
  };
  return withBelongings(allOf(context, 'contract', listContracts), [versions]);
}

/**
 * Without their secrets, which are shown once and never again. The URL of a chat is one, too; attempts do not say which format
 * their endpoint had, so that each tells only where it went.
 */
export function endpoints(context: CallContext): { readonly present: Lines; readonly removed: Lines } {
  const deliveries: Belongings = {
    name: 'deliveries',
    of: (id) =>
      itemsOf(context, `deliveries#${id}`, (item) => {
        const delivery = readDocument('delivery', deliverySchema(), item);
        return { kind: 'delivery', data: { ...delivery, attempts: delivery.attempts.map(toOrigin) } };
      }),
  };
  const listShown: List<EndpointView> = async (by, request) => {
    const { data, nextCursor } = await listEndpoints(by, request);
    return { data: data.map((each) => (each.format === 'standard' ? each : toOrigin(each))), nextCursor };
  };
  return {
    present: withBelongings(allOf(context, 'webhook_endpoint', listShown), [deliveries]),
    removed: withBelongings(removed(context, 'endpoints', 'webhook_endpoint'), [deliveries]),
  };
}

function toOrigin<T extends { readonly url: string }>(to: T): T {
  return { ...to, url: urlOrigin(to.url) };
}

export function replays(context: CallContext): Lines {
  return itemsOf(context, 'replays', (item) => ({
    kind: 'replay',
    data: viewReplay(readDocument('replay', replaySchema(), item)),
  }));
}

/** With the figures as they were when each was frozen. */
export function reviews(context: CallContext): Lines {
  return itemsOf(context, 'reviews', (item) => ({ kind: 'review', data: readReview(item) }));
}

export function reviewActions(context: CallContext): Lines {
  return itemsOf(context, 'review-actions', (item) => ({
    kind: 'review_action',
    data: readAction(item),
  }));
}

/** Facts about the configuration; those about handoffs are with these. */
export function configurationEvents(context: CallContext): Lines {
  return itemsOf(context, 'events', ({ attributes }) => ({
    kind: 'event',
    data: decodeConfigurationCommit(String(attributes['doc'])),
  }));
}
