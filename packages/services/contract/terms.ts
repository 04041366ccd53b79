import { BoundedMap } from '#domain/bounded-map.ts';
import type { ContractVersion } from '#domain/contract/contract.ts';
import { CONDITIONS_FORMAT, type CompiledCriteria, type Conditions } from '#domain/contract/criteria.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import type { TenantContext } from '../context.ts';

/** A published contract version, ready to be applied. */
export interface CompiledTerms {
  readonly terms: Terms;
  readonly entryCriteria: CompiledCriteria;
  readonly exitCriteria: CompiledCriteria;
  readonly rules: Conditions['rules'];
}

/** How many contract versions a process keeps compiled. */
const CAPACITY = 500;

/**
 * Contract versions are immutable, so what was read and compiled once holds for as long as the process lives. The least
 * recently used is dropped first. Entries are found by tenant and mode: nothing is shared between tenants.
 */
export class TermsCache {
  readonly #entries = new BoundedMap<CompiledTerms>(CAPACITY);

  /** The terms of a version. A version that a handoff or contract names and that is not there is damaged data. */
  async get(context: TenantContext, contractId: string, contractVersion: number): Promise<CompiledTerms> {
    const key = `${context.tenantId} ${context.mode} ${contractId} ${contractVersion}`;
    const found = this.#entries.get(key) ?? (await load(context, contractId, contractVersion));
    this.#entries.set(key, found);
    return found;
  }
}

async function load({ stores }: TenantContext, contractId: string, contractVersion: number): Promise<CompiledTerms> {
  const version = await stores.contractBodies.getVersion(contractId, contractVersion);
  if (version === undefined) throw new Error(`contract ${contractId} has lost its version ${contractVersion}`);
  const { body } = version;
  const { entry, exit, rules } = await conditionsOf(version);
  return {
    terms: { contractId, contractVersion, body, workingTime: () => AROUND_THE_CLOCK },
    entryCriteria: entry,
    exitCriteria: exit,
    rules,
  };
}

/** As they were compiled at publication. The compiler is loaded only for what was stored without, or by older code. */
async function conditionsOf({ conditions, body }: ContractVersion): Promise<Conditions> {
  if (conditions?.format === CONDITIONS_FORMAT) return conditions;
  const { compileConditions } = await import('#domain/contract/compile.ts');
  return compileConditions(body);
}
