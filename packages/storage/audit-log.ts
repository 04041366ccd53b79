import { epochOf } from '#domain/instant.ts';
import { AUDIT_DAYS, type AuditEntry, auditEntrySchema } from '#domain/tenancy/audit.ts';
import type { Item } from './attributes.ts';
import { readStored } from './document.ts';
import { pack, unpack } from './packed.ts';
import { TABLE_TTL_ATTRIBUTE } from './table.ts';
import type { TenantTable, Write } from './tenant-table.ts';

const PARTITION = 'audit';
const DAY_SECONDS = 86_400;

/** The changes of a tenant's configuration in one world: live, test, or the account. The latest are read first. */
export class AuditLog {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  /** Up to `limit` entries before the id `before`, which need not be one of them; the latest first. */
  async list(range: { readonly limit: number; readonly before?: string }): Promise<readonly AuditEntry[]> {
    const { limit, before } = range;
    const after = before === undefined ? {} : { after: before };
    const { items } = await this.#table.query(PARTITION, { limit, descending: true, consistent: true, ...after });
    return items.map(readEntry);
  }
}

/** The write of an entry, to go with the change that it is about: in that one's world, in the same transaction. */
export function auditing(entry: AuditEntry): Write {
  const expiresAt = Math.ceil(epochOf(entry.occurredAt) / 1000) + AUDIT_DAYS * DAY_SECONDS;
  return {
    put: { partition: PARTITION, sort: entry.id },
    attributes: { [TABLE_TTL_ATTRIBUTE]: expiresAt, ...pack(JSON.stringify(entry)) },
    ifVersion: 0,
  };
}

function readEntry({ attributes }: Item): AuditEntry {
  return readStored('audit entry', () => auditEntrySchema().parse(JSON.parse(unpack(attributes))));
}
