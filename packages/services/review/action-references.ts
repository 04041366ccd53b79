import { invalid, type Violation } from '#domain/problem.ts';
import type { Action, ActionPatch } from '#domain/review/action.ts';
import type { Review } from '#domain/review/review.ts';
import type { TenantContext } from '../context.ts';

type References = Pick<ActionPatch, 'ownerId' | 'contractId' | 'contractVersion' | 'suggestionId'>;

/**
 * Refuses references that lead nowhere, all of them at once. `before`: the action as it was, whose contract a version is
 * of that comes without one.
 *
 * @throws DomainError `validation_failed`
 */
export async function requireActionReferences(
  { stores }: TenantContext,
  { ownerId, contractId, contractVersion, suggestionId }: References,
  review: Pick<Review, 'suggestions'> | undefined,
  before?: Pick<Action, 'contractId' | 'contractVersion'>,
): Promise<void> {
  const violations: Violation[] = [];
  if (ownerId && (await stores.owners.get(ownerId)) === undefined) {
    violations.push({ pointer: '/ownerId', code: 'unknown_owner', message: `There is no owner ${ownerId}.` });
  }
  if (contractId && (await stores.contracts.get(contractId)) === undefined) {
    violations.push({
      pointer: '/contractId',
      code: 'unknown_contract',
      message: `There is no contract ${contractId}.`,
    });
  }
  const contract = contractId === undefined ? before?.contractId : contractId;
  const version = contractVersion === undefined ? before?.contractVersion : contractVersion;
  if (version && !contract) {
    const message = 'A version is one of a contract: send contractId with it, or take the version away too.';
    violations.push({ pointer: '/contractVersion', code: 'contract_missing', message });
  } else if (version && contract && (await stores.contractBodies.getVersion(contract, version)) === undefined) {
    const message = `The contract ${contract} has no published version ${version}.`;
    violations.push({ pointer: '/contractVersion', code: 'unknown_version', message });
  }
  if (suggestionId && review !== undefined && !review.suggestions.some(({ id }) => id === suggestionId)) {
    const message = 'The review of this month makes no such suggestion; its suggestions have the ids to use.';
    violations.push({ pointer: '/suggestionId', code: 'unknown_suggestion', message });
  }
  if (violations.length > 0) throw invalid(...violations);
}
