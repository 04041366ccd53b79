import type { Override, Sender, Subject } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { checkPacketSize } from '#domain/packet/validate.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import type { Route } from '#domain/routing/route.ts';
import type { CallContext } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { assessReadiness, type Readiness } from './readiness.ts';
import { routeHandoff } from './route-handoff.ts';

export interface Submission {
  readonly contractId: string;
  readonly subject: Subject;
  readonly packet: Readonly<Record<string, unknown>>;
  readonly priority?: Handoff['priority'] | undefined;
  readonly sender?: Sender | undefined;
  readonly override?: Override | undefined;
}

export interface PreparedSubmission {
  readonly handoffId: string;
  readonly compiled: CompiledTerms;
  readonly readiness: Readiness;
  readonly route: Route;
}

/**
 * What submitting would find, without effect: the terms, whether the packet is ready, and who would receive it.
 *
 * @throws DomainError `contract_not_published`, `contract_retired`, `validation_failed`, `payload_too_large`
 */
export async function prepareSubmission(context: CallContext, submission: Submission): Promise<PreparedSubmission> {
  const oversize = checkPacketSize(submission.packet);
  if (oversize.length > 0) {
    throw new DomainError('payload_too_large', 'The packet is too large.', { violations: oversize });
  }
  const compiled = await termsInForce(context, submission.contractId);
  const { subjectType } = compiled.terms.body;
  if (submission.subject.type !== subjectType) {
    const message = `This contract hands over subjects of type ${subjectType}.`;
    throw invalid({ pointer: '/subject/type', code: 'wrong_subject_type', message });
  }
  const handoffId = context.newId('hnd');
  const { packet, subject, priority = 'normal' } = submission;
  const input = { packet, subject, handoff: { id: handoffId, attempt: 1, priority } };
  const readiness = assessReadiness(compiled, input);
  return { handoffId, compiled, readiness, route: await routeHandoff(context, compiled, input) };
}

async function termsInForce(context: CallContext, contractId: string): Promise<CompiledTerms> {
  const { contracts } = context.stores;
  const [recent] = await contracts.getRecent([contractId], { consistent: true });
  // only what is in force may be a second old: a refusal is always by what is stored now
  const contract = recent?.status === 'published' ? recent : await contracts.get(contractId);
  if (contract === undefined) {
    throw invalid({ pointer: '/contractId', code: 'unknown_contract', message: `There is no contract ${contractId}.` });
  }
  if (contract.status === 'retired') {
    const { successorId } = contract;
    const next = successorId === undefined ? 'it has no successor' : `use ${successorId} instead`;
    throw new DomainError('contract_retired', `The contract ${contractId} is retired; ${next}.`, {
      extensions: successorId === undefined ? {} : { successorId },
    });
  }
  if (contract.publishedVersion === undefined) {
    throw new DomainError('contract_not_published', `The contract ${contractId} is a draft; publish it first.`);
  }
  return context.terms.get(context, contractId, contract.publishedVersion);
}
