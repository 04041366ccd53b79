import type { Instant } from '#domain/instant.ts';
import { type CallContext, requireScope } from '../context.ts';
import { type HandoffCheck, showPrepared } from '../handoff/check-handoff.ts';
import { prepareUnder, type Submission } from '../handoff/prepare.ts';
import { requireSmallPacket } from '../handoff/readiness.ts';
import { requireInRange } from '../test-clock/create-test-clock.ts';
import { requirePublishable } from './body.ts';
import { findContract } from './find-contract.ts';

/** A submission as it might come. `at`: when; now, if left out. */
export type Simulation = Pick<Submission, 'packet' | 'subject' | 'priority'> & { readonly at?: Instant | undefined };

/**
 * What a submission would come to under the draft, or, where there is none, under the version in force: readiness, who would
 * receive it as people and their loads are now, and the clocks. Without effect on the contract or anybody's turn.
 *
 * @throws DomainError `not_found`, `contract_invalid` for a draft that could not be published, `validation_failed`,
 * `payload_too_large`, `concurrent_update`
 */
export async function simulateContract(
  context: CallContext,
  id: string,
  simulation: Simulation,
  ifRevision?: number,
): Promise<HandoffCheck> {
  requireScope(context, 'contracts:read');
  const { at: now = context.now, ...submission } = simulation;
  requireInRange(now, '/at');
  requireSmallPacket(submission.packet);
  const { contract, body } = await findContract(context, id, ifRevision);
  await requirePublishable(context, body);
  const contractVersion = (contract.publishedVersion ?? 0) + (contract.hasDraft ? 1 : 0);
  const terms = await context.terms.ofBody(context, { contractId: id, contractVersion, body });
  // what customers have said is for those to see who may read handoffs
  const carriesOver = context.principal.scopes.includes('handoffs:read');
  const prepared = await prepareUnder(context, submission, { ...terms, now, carriesOver });
  return showPrepared(context, { ...submission, contractId: id }, prepared);
}
