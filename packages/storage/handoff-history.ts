import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Instant } from '#domain/instant.ts';
import { readStored } from './document.ts';
import {
  ABOVE_ALL,
  COMMIT_PREFIX,
  handoffCommitKey,
  readDecision,
  readHandoffCommit,
  recordedAtOf,
} from './handoff-commit.ts';
import type { Decision } from './placement.ts';
import type { TenantTable } from './tenant-table.ts';

/** Commits of one read that looks for decisions: the first finds the last decision, as a rule; and how many there may be. */
const DECISIONS_READS = [10, 100, 200, 300, 400] as const;

/** What happened to a tenant's handoffs: the commits of each, in order. */
export class HandoffHistory {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** Up to `limit` events after `afterSequence`, in order. */
  async events(
    id: string,
    page: { afterSequence: number; limit: number },
  ): Promise<{ data: HandoffEvent[]; more: boolean }> {
    const { partition, sort: after } = handoffCommitKey(id, page.afterSequence);
    const range = { prefix: COMMIT_PREFIX, after, limit: page.limit, consistent: true };
    const { items, next } = await this.#table.query(partition, range);
    const events = items
      .flatMap(({ attributes }) => readStored('commit', () => readHandoffCommit(attributes)).events)
      .filter(({ sequence }) => sequence > page.afterSequence);
    return { data: events.slice(0, page.limit), more: next !== undefined || events.length > page.limit };
  }

  /** The event with that sequence, and when it was recorded. */
  async event(id: string, sequence: number): Promise<{ event: HandoffEvent; recordedAt: Instant } | undefined> {
    const { partition, sort: after } = handoffCommitKey(id, sequence - 1);
    const { items } = await this.#table.query(partition, { prefix: COMMIT_PREFIX, after, limit: 1, consistent: true });
    const [item] = items;
    if (item === undefined) return undefined;
    return readStored('commit', () => {
      const event = readHandoffCommit(item.attributes).events.find((one) => one.sequence === sequence);
      return event && { event, recordedAt: recordedAtOf(item.attributes) };
    });
  }

  /** Up to `limit` routing decisions, the latest first, as far as the last thousand commits have them. */
  async decisions(id: string, limit: number): Promise<Decision[]> {
    const found: Decision[] = [];
    const { partition, sort } = handoffCommitKey(id, ABOVE_ALL);
    let after = sort;
    for (const perRead of DECISIONS_READS) {
      const range = { prefix: COMMIT_PREFIX, after, limit: perRead, descending: true, consistent: true };
      const { items, next } = await this.#table.query(partition, range);
      found.push(...items.flatMap(({ attributes }) => readStored('commit', () => readDecision(attributes)) ?? []));
      if (found.length >= limit || next === undefined) break;
      after = next;
    }
    return found.slice(0, limit);
  }
}
