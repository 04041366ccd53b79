import type { Subject } from '#domain/handoff/parts.ts';
import type { Handoff, HandoffState } from '#domain/handoff/state.ts';
import { type Journey, journeyOf } from '#domain/journey/journey.ts';
import type { LegSource } from '#domain/journey/leg.ts';
import type { Names } from '#domain/journey/narrate.ts';
import { type DomainError, invalid } from '#domain/problem.ts';
import { type CallContext, notFound, requireScope } from '../context.ts';
import { bringUp } from '../handoff/bring-up.ts';
import { eventsUpTo } from '../handoff/history.ts';
import { FIRST_ID, LAST_ID } from '../handoff/id-range.ts';
import { momentOf } from '../handoff/moment.ts';
import { inBatches } from '../in-batches.ts';
import { factsFor } from '../metrics/facts.ts';

/** The most handoffs of one journey: the latest. */
export const MAX_HANDOFFS = 50;
/** The most events of them together; older handoffs are left out beyond it, and one that has more by itself is. */
export const MAX_EVENTS = 10_000;
/** Histories that are read beside each other. */
const WIDTH = 5;
/** Lambda answers at most 6 MB; the story stays well below. */
const MAX_BYTES = 4 * 1024 * 1024;

export interface ShownJourney extends Journey {
  /** Whether these are all handoffs of the subject; otherwise older ones are left out, or those of very many events. */
  readonly complete: boolean;
}

/**
 * All handoffs of a subject as one story, as of now: the latest 50 of them at the most.
 *
 * @throws DomainError `not_found` for a subject of which there is no handoff; `validation_failed` where each has more events
 * than can be told
 */
export async function getJourney(context: CallContext, subject: Pick<Subject, 'type' | 'id'>): Promise<ShownJourney> {
  requireScope(context, 'handoffs:read');
  const range = { low: FIRST_ID, high: LAST_ID, descending: true, limit: MAX_HANDOFFS + 1 };
  const ids = await context.stores.handoffs.list({ by: 'subject', subject }, range);
  const found = await context.stores.handoffs.getMany(ids.slice(0, MAX_HANDOFFS));
  if (found.length === 0) throw notFound('handoff of the subject', `${subject.type}:${subject.id}`);
  const chosen = withinEvents(found.filter(({ version }) => version <= MAX_EVENTS)).toReversed();
  if (chosen.length === 0) throw tooLong();
  const sources = await inBatches(chosen, WIDTH, (handoff) => sourceOf(context, handoff));
  const names = await namesIn(context, sources);
  return withinBytes(sources, names, ids.length > chosen.length);
}

/** The newest of them, as far as their events are not too many to be read for one answer. */
function withinEvents(newestFirst: readonly Handoff[]): readonly Handoff[] {
  let events = 0;
  const end = newestFirst.findIndex(({ version }) => {
    events += version;
    return events > MAX_EVENTS;
  });
  return end === -1 ? newestFirst : newestFirst.slice(0, end);
}

function tooLong(): DomainError {
  const message = `has only handoffs of more than ${MAX_EVENTS} events, which are too many to be told; list them by GET /v1/handoffs?subject=`;
  return invalid({ pointer: '/path/id', code: 'too_many_events', message });
}

function withinBytes(sources: readonly LegSource[], names: Names, cut: boolean): ShownJourney {
  const journey = journeyOf(sources, names);
  const fits = sources.length === 1 || Buffer.byteLength(JSON.stringify(journey)) <= MAX_BYTES;
  if (fits) return { ...journey, complete: !cut };
  return withinBytes(sources.slice(Math.ceil(sources.length / 2)), names, true);
}

const ENDED: ReadonlySet<HandoffState> = new Set<HandoffState>(['completed', 'disqualified', 'cancelled']);

async function sourceOf(context: CallContext, stored: Handoff): Promise<LegSource> {
  const [{ terms }, now, history, packet] = await Promise.all([
    context.terms.get(context, stored),
    momentOf(context, stored),
    eventsUpTo(context, stored.id, stored.version),
    context.stores.handoffs.getTravelling(stored.id, stored.packetRevision),
  ]);
  const due = ENDED.has(stored.state) ? undefined : await bringUp(context, stored, { terms, now });
  const events = due === undefined ? history : [...history, ...due.events];
  const facts = await factsFor(context, events);
  return { state: due?.state ?? stored, events, packet, body: terms.body, facts, now };
}

/** Of all owners and queues that had one of the handoffs, or sent it. */
async function namesIn({ stores }: CallContext, sources: readonly LegSource[]): Promise<Names> {
  const ids = new Set(sources.flatMap(idsIn));
  const of = (prefix: string) => [...ids].filter((id) => id.startsWith(prefix));
  const [owners, queues] = await Promise.all([
    stores.owners.getRecent(of('own_')),
    stores.queues.getRecent(of('que_')),
  ]);
  return new Map([...owners, ...queues].map(({ id, name }) => [id, name]));
}

function idsIn({ events, state }: LegSource): string[] {
  const holders = events.flatMap((event) => {
    switch (event.type) {
      case 'handoff.submitted':
      case 'handoff.queued':
      case 'handoff.resubmitted':
        return [event.data.queueId];
      case 'handoff.assigned':
        return [event.data.ownerId, event.data.queueId];
      case 'handoff.accepted':
        return [event.data.ownerId];
      case 'handoff.reassigned':
        return [event.data.to.ownerId, event.data.to.queueId];
      case 'escalation.triggered':
        return [event.data.reassignedTo?.ownerId, event.data.reassignedTo?.queueId];
      default:
        return [];
    }
  });
  return [...holders, state.sender?.ownerId].filter((id) => id !== undefined);
}
