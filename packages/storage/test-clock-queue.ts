import { nextDue } from '#domain/handoff/deadlines.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PREFIX = 'due#';

/** A handoff on a test clock, and when something of it has to be recorded. */
export interface QueuedHandoff {
  readonly handoffId: string;
  readonly dueAt: Instant;
}

/**
 * The deadlines of the handoffs on one test clock, in their order. Written with each change of a handoff, and read
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
      const [, dueAt = '', handoffId = ''] = sort.split('#');
      return { handoffId, dueAt: dueAt as Instant }; // written below, from an instant
    });
  }
}

/** What a change from `before` to `after` makes of the handoff's place in its test clock's queue. */
export function moveOnTestClock(before: Handoff | undefined, after: Handoff): Write[] {
  const { testClockId, id } = after;
  if (testClockId === undefined) return [];
  const was = before && nextDue(before);
  const is = nextDue(after);
  if (was === is) return [];
  return [
    ...(was === undefined ? [] : [{ remove: keyOf(testClockId, was, id) }]),
    ...(is === undefined ? [] : [{ put: keyOf(testClockId, is, id), attributes: {} }]),
  ];
}

function keyOf(testClockId: string, dueAt: Instant, handoffId: string): ItemKey {
  return { partition: partitionOf(testClockId), sort: `${PREFIX}${dueAt}#${handoffId}` };
}

function partitionOf(testClockId: string): string {
  return `test-clock#${testClockId}`;
}
