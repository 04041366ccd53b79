import type { Contract } from '#domain/contract/contract.ts';
import type { ContractInForce } from '#domain/maturity/input.ts';
import type { TenantContext } from '../context.ts';
import { inBatches } from '../in-batches.ts';

/** Contracts that are looked at, and pages of all contracts, drafts and retired ones too, that they are looked for in. */
const CONTRACTS = 100;
const PAGES = 10;
const WIDTH = 10;

/** The first contracts of a tenant that are in force, with what the version in force says. */
export async function contractsInForce({ stores }: TenantContext): Promise<ContractInForce[]> {
  const published: Contract[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES && published.length < CONTRACTS; page++) {
    const { data, next } = await stores.contracts.list({ limit: CONTRACTS, ...(after === undefined ? {} : { after }) });
    published.push(...data.filter(({ status }) => status === 'published'));
    if (next === undefined) break;
    after = next;
  }
  const found = await inBatches(published.slice(0, CONTRACTS), WIDTH, async ({ id, publishedVersion = 0 }) => {
    const version = await stores.contractBodies.getVersion(id, publishedVersion);
    return version && { contractId: id, body: version.body };
  });
  return found.filter((contract) => contract !== undefined);
}
