import { type ConfigurationEvent, configurationCommit } from './commit.ts';
import type { TenantTable, Write } from './tenant-table.ts';

/** Facts that are published without anything else being changed. */
export class Outbox {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** Publishes `event` if what `requiring` asks for holds. `false`: it does not, and nothing is published. */
  async publish(event: ConfigurationEvent, requiring: Write): Promise<boolean> {
    return this.#table.transact([configurationCommit(event), requiring]);
  }
}
