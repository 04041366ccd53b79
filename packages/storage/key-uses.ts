import type { Instant } from '#domain/instant.ts';
import { canonicalInstantSchema } from '#domain/wire.ts';
import { readStored } from './document.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'key-uses';
const ATTRIBUTE = 'usedAt';

/** When each API key was last used, about: apart from the keys, so that a use never stands in the way of a change. */
export class KeyUses {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async note(keyId: string, usedAt: Instant): Promise<void> {
    await this.#table.raise(keyOf(keyId), ATTRIBUTE, usedAt);
  }

  /** Of those that were ever used. */
  async getMany(keyIds: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    if (keyIds.length === 0) return new Map();
    const items = await this.#table.getMany(keyIds.map(keyOf), { consistent: true });
    return new Map(
      items.map(({ sort, attributes }) => [
        sort,
        readStored('use', () => canonicalInstantSchema().parse(attributes[ATTRIBUTE])),
      ]),
    );
  }

  /** Goes with the removal of the key. */
  forgetting(keyId: string): Write {
    return { remove: keyOf(keyId) };
  }
}

function keyOf(keyId: string): ItemKey {
  return { partition: PARTITION, sort: keyId };
}
