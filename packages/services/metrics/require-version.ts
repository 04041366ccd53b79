import type { Contract } from '#domain/contract/contract.ts';
import { invalid } from '#domain/problem.ts';

/**
 * Refuses a version that the contract does not have: it would have no figures, ever.
 *
 * @throws DomainError `validation_failed` that names the versions there are
 */
export function requireVersion({ publishedVersion = 0 }: Pick<Contract, 'publishedVersion'>, version: number): void {
  if (version <= publishedVersion) return;
  const message = `is no published version of this contract: ${thereAre(publishedVersion)}`;
  throw invalid({ pointer: '/query/version', code: 'unknown_version', message });
}

function thereAre(published: number): string {
  switch (published) {
    case 0:
      return 'it has none';
    case 1:
      return 'it has version 1 alone';
    default:
      return `it has the versions 1 to ${published}`;
  }
}
