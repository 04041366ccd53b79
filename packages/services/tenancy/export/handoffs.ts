import { publishHandoffEvent } from '#domain/published-event.ts';
import { readStored } from '#storage/document.ts';
import { COMMIT_PREFIX, readDecision } from '#storage/handoff-commit.ts';
import type { CallContext } from '../../context.ts';
import { listHandoffs } from '../../handoff/list-handoffs.ts';
import { allOf, itemsOf } from './configuration.ts';
import type { Lines } from './line.ts';
import { type Belongings, PER_READ, withBelongings } from './walk.ts';

/** Each handoff as it is now, with its whole history: events, packets, and why it went where it went. */
export function handoffs(context: CallContext): Lines {
  const oldestFirst = allOf(context, 'handoff', (by, request) => listHandoffs(by, { sort: 'createdAt' }, request));
  return withBelongings(oldestFirst, [events(context), packets(context), decisions(context)]);
}

function events({ stores, tenantId, mode }: CallContext): Belongings {
  return {
    name: 'events',
    of: (id) =>
      async function* (after) {
        for (let afterSequence = Number(after ?? 0); ; ) {
          const { data, more } = await stores.handoffs.events(id, { afterSequence, limit: PER_READ });
          for (const event of data) {
            const line = { kind: 'handoff_event', data: publishHandoffEvent(event, tenantId, mode) };
            yield { place: String(event.sequence), line };
          }
          afterSequence = data.at(-1)?.sequence ?? afterSequence;
          if (!more) return;
        }
      },
  };
}

function packets({ stores }: CallContext): Belongings {
  return {
    name: 'packets',
    of: (id) =>
      async function* (after) {
        const latest = (await stores.handoffs.get(id))?.packetRevision ?? 0;
        for (let revision = Number(after ?? 0) + 1; revision <= latest; revision++) {
          const found = await stores.handoffs.getTravelling(id, revision);
          if (found === undefined) continue;
          const { packet: data, inherited } = found;
          const marks = inherited.length === 0 ? {} : { inherited };
          yield { place: String(revision), line: { kind: 'packet', handoffId: id, revision, data, ...marks } };
        }
      },
  };
}

function decisions(context: CallContext): Belongings {
  return {
    name: 'routing',
    of: (handoffId) =>
      itemsOf(
        context,
        `handoff#${handoffId}`,
        ({ attributes }) => {
          const decision = readStored('commit', () => readDecision(attributes));
          return decision && { kind: 'routing_decision', handoffId, data: decision.trace };
        },
        COMMIT_PREFIX,
      ),
  };
}
