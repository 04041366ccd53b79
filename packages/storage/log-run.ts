import type { Item } from './attributes.ts';
import { type LoggedCommit, readLoggedCommit } from './logged-commit.ts';
import type { Placed, Run } from './merged-runs.ts';
import type { TenantTable } from './tenant-table.ts';

/** A commit at its place in the log; only what is shown is read. */
export interface LogItem extends Placed {
  readonly read: () => LoggedCommit;
}

/** Inclusive bounds on places, and in which direction what is within is read. */
export interface LogBounds {
  readonly low: string;
  readonly high: string;
  readonly descending: boolean;
}

/** What one partition of the log has within bounds. */
export class LogRun implements Run<LogItem> {
  readonly #table: TenantTable;
  readonly #partition: string;
  readonly #bounds: LogBounds;
  /** Where to read on; absent before the first read. */
  #after: string | undefined;

  constructor(table: TenantTable, partition: string, bounds: LogBounds) {
    this.#table = table;
    this.#partition = partition;
    this.#bounds = bounds;
  }

  async read(limit: number) {
    const { descending, ...between } = this.#bounds;
    const after = this.#after === undefined ? {} : { after: this.#after };
    const { items, next } = await this.#table.query(this.#partition, { between, descending, limit, ...after });
    this.#after = next;
    return { items: items.map(toLogItem), ended: next === undefined };
  }
}

function toLogItem(item: Item): LogItem {
  return { sort: item.sort, read: () => readLoggedCommit(item) };
}
