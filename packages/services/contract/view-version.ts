import type { ContractVersion } from '#domain/contract/contract.ts';

/** A published version as callers see it: without what was compiled of it. */
export type ContractVersionView = Omit<ContractVersion, 'conditions'>;

export function viewVersion({ conditions: _conditions, ...version }: ContractVersion): ContractVersionView {
  return version;
}
