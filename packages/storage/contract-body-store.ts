import type { ContractBody } from '#domain/contract/body.ts';
import { type ContractVersion, contractVersionSchema, storedBodySchema } from '#domain/contract/contract.ts';
import { readDocument } from './document.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const VERSION_PREFIX = 'v';

/** The bodies of a tenant's contracts: one draft each at the most, and the published versions, which never change. */
export class ContractBodyStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async getDraft(contractId: string): Promise<ContractBody | undefined> {
    const item = await this.#table.get(draftKey(contractId));
    return item && readDocument('contract draft', storedBodySchema(), item);
  }

  /** Goes with a write of the contract itself, which guards it against two editors. */
  savingDraft(contractId: string, body: ContractBody): Write {
    return { put: draftKey(contractId), attributes: { doc: JSON.stringify(body) } };
  }

  removingDraft(contractId: string): Write {
    return { remove: draftKey(contractId) };
  }

  async getVersion(contractId: string, contractVersion: number): Promise<ContractVersion | undefined> {
    const item = await this.#table.get(versionKey(contractId, contractVersion), { consistent: false });
    // a version that was published a moment ago may not have reached every replica
    const found = item ?? (await this.#table.get(versionKey(contractId, contractVersion)));
    return found && readDocument('contract version', contractVersionSchema(), found);
  }

  async listVersions(contractId: string, range: { limit: number; after?: string }) {
    const { items, next } = await this.#table.query(`contract#${contractId}`, {
      ...range,
      prefix: VERSION_PREFIX,
      consistent: true,
    });
    const data = items.map((item) => readDocument('contract version', contractVersionSchema(), item));
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

function draftKey(contractId: string): ItemKey {
  return { partition: `contract#${contractId}`, sort: 'draft' };
}

function versionKey(contractId: string, contractVersion: number): ItemKey {
  return {
    partition: `contract#${contractId}`,
    sort: `${VERSION_PREFIX}${String(contractVersion).padStart(6, '0')}`,
  };
}
