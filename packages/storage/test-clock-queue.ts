import { nextDue, nextRecorded } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PREFIX = 'due#';
/** Marks those that are only to be routed again; sorts behind all ids. */
const TO_ROUTE = '~';

/** A handoff on a test clock, and when something of it has to be recorded, or it is routed again. */
export interface QueuedHandoff {
  readonly handoffId: string;
  readonly dueAt: Instant;
  /** It waits, and may find somebody by then; nothing is recorded before. */
  readonly toRoute: boolean;
}

/**
 * The deadlines of the handoffs on one test clock, in their order; of those at one instant, what is only to be routed comes
 * last: by then it is known who is free at that instant, and what waits. Written with each change of a handoff, and read
 * consistently, so that advancing a clock misses none; an index would be a moment behind.
 */
export class TestClockQueue {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** The first `limit` of them, the earliest first. */
  async first(testClockId: string, limit: number): Promise<QueuedHandoff[]> {
    const { items } = await this.#table.query(partitionOf(testClockId), { prefix: PREFIX, limit, consistent: true });
    return items.map(({ sort }) => {
      const [, dueAt = '', name = ''] = sort.split('#');
      const toRoute = name.startsWith(TO_ROUTE);
      const handoffId = toRoute ? name.slice(TO_ROUTE.length) : name;
      return { handoffId, dueAt: dueAt as Instant, toRoute }; // written below, from an instant
    });
  }
}

/** What a change from `before` to `after` makes of the handoff's place in its test clock's queue. */
export function moveOnTestClock(before: Handoff | undefined, after: Handoff): Write[] {
  const { testClockId } = after;
  if (testClockId === undefined) return [];
  const was = before && placeOf(before);
  const is = placeOf(after);
  if (was === is) return [];
  return [
    ...(was === undefined ? [] : [{ remove: keyOf(testClockId, was) }]),
    ...(is === undefined ? [] : [{ put: keyOf(testClockId, is), attributes: {} }]),
  ];
}

function placeOf(handoff: Handoff): string | undefined {
  const at = nextDue(handoff);
  if (at === undefined) return undefined;
  return `${at}#${nextRecorded(handoff) === at ? '' : TO_ROUTE}${handoff.id}`;
}

function keyOf(testClockId: string, place: string): ItemKey {
  return { partition: partitionOf(testClockId), sort: `${PREFIX}${place}` };
}

function partitionOf(testClockId: string): string {
  return `test-clock#${testClockId}`;
}
