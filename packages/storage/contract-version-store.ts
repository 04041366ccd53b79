import { type ContractVersion, contractVersionSchema } from '#domain/contract/contract.ts';
import { readDocument } from './document.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

/** The published versions of a tenant's contracts. Written once, never changed. */
export class ContractVersionStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(contractId: string, contractVersion: number): Promise<ContractVersion | undefined> {
    const item = await this.#table.get(versionKey(contractId, contractVersion), { consistent: false });
    // a version that was published a moment ago may not have reached every replica
    const found = item ?? (await this.#table.get(versionKey(contractId, contractVersion)));
    return found && readDocument('contract version', contractVersionSchema, found);
  }

  async list(contractId: string, range: { limit: number; after?: string }) {
    const { items, next } = await this.#table.query(`contract#${contractId}`, { ...range, consistent: true });
    const data = items.map((item) => readDocument('contract version', contractVersionSchema, item));
    return { data, ...(next === undefined ? {} : { next }) };
  }

  publishing(version: ContractVersion): Write {
    return {
      put: versionKey(version.contractId, version.contractVersion),
      attributes: { doc: JSON.stringify(version) },
      ifVersion: 0,
    };
  }
}

function versionKey(contractId: string, contractVersion: number): ItemKey {
  return { partition: `contract#${contractId}`, sort: `v${String(contractVersion).padStart(6, '0')}` };
}
