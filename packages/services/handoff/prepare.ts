import type { CalendarPins, Override, Sender, Subject } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { InheritedField } from '#domain/packet/inherited.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import type { CallContext } from '../context.ts';
import type { CompiledTerms } from '../contract/terms.ts';
import { inheritFields } from '../journey/inherit-fields.ts';
import { TEST_MODE_ONLY } from '../test-clock/test-mode.ts';
import { assessReadiness, type Readiness, type ReadinessInput, requireSmallPacket } from './readiness.ts';

export interface Submission {
  readonly contractId: string;
  readonly subject: Subject;
  readonly packet: Readonly<Record<string, unknown>>;
  readonly priority?: Handoff['priority'] | undefined;
  readonly sender?: Sender | undefined;
  readonly override?: Override | undefined;
  /** The test clock in whose time it is to live; in test mode only. */
  readonly testClockId?: string | undefined;
}

export interface PreparedSubmission {
  readonly handoffId: string;
  readonly compiled: CompiledTerms;
  readonly calendars: CalendarPins;
  /** When it is born: now, or in the time of its test clock. */
  readonly now: Instant;
  /** What criteria and routing rules look at. */
  readonly input: ReadinessInput;
  /** What of the packet was carried over from earlier ones; the others were sent. */
  readonly inherited: readonly InheritedField[];
  readonly readiness: Readiness;
}

/**
 * What submitting would find, without effect: the terms, what is carried over into the packet, and whether it is ready then.
 *
 * @throws DomainError `contract_not_published`, `contract_retired`, `validation_failed`, `payload_too_large`
 */
export async function prepareSubmission(context: CallContext, submission: Submission): Promise<PreparedSubmission> {
  requireSmallPacket(submission.packet);
  const [now] = await Promise.all([birthOf(context, submission.testClockId), requireSender(context, submission)]);
  const { compiled, calendars } = await termsInForce(context, submission.contractId);
  return prepareUnder(context, submission, { compiled, calendars, now });
}

/** Terms that are known, and whether earlier packets may be looked at to fill this one. */
interface KnownTerms extends Pick<PreparedSubmission, 'compiled' | 'calendars' | 'now'> {
  readonly carriesOver?: boolean;
}

/** The same under terms that are known. @throws DomainError `validation_failed`, `payload_too_large` */
export async function prepareUnder(
  context: CallContext,
  { packet: sent, subject, priority = 'normal' }: Pick<Submission, 'packet' | 'subject' | 'priority'>,
  { compiled, calendars, now, carriesOver = true }: KnownTerms,
): Promise<PreparedSubmission> {
  const { subjectType } = compiled.terms.body;
  if (subject.type !== subjectType) {
    const message = `This contract hands over subjects of type ${subjectType}.`;
    throw invalid({ pointer: '/subject/type', code: 'wrong_subject_type', message });
  }
  const handoffId = context.newId('hnd', now);
  const { packet, inherited } = carriesOver
    ? await inheritFields(context, compiled.terms.body, { packet: sent, subject, handoffId })
    : { packet: sent, inherited: [] };
  const input = { packet, subject, handoff: { id: handoffId, attempt: 1, priority } };
  return { handoffId, compiled, calendars, now, input, inherited, readiness: assessReadiness(compiled, input) };
}

/** A sender need not be one of the owners; if it says that it is, it is. */
async function requireSender({ stores }: CallContext, { sender }: Submission): Promise<void> {
  const id = sender?.ownerId;
  if (id === undefined) return;
  const [recent] = await stores.owners.getRecent([id]);
  if ((recent ?? (await stores.owners.get(id))) !== undefined) return;
  throw invalid({ pointer: '/sender/ownerId', code: 'unknown_owner', message: `There is no owner ${id}.` });
}

async function birthOf({ stores, mode, now }: CallContext, testClockId: string | undefined): Promise<Instant> {
  if (testClockId === undefined) return now;
  const clock = mode === 'test' ? await stores.testClocks.get(testClockId) : undefined;
  if (clock !== undefined) return clock.now;
  const message = mode === 'test' ? `There is no test clock ${testClockId}.` : TEST_MODE_ONLY;
  throw invalid({ pointer: '/testClockId', code: 'unknown_test_clock', message });
}

async function termsInForce(
  context: CallContext,
  contractId: string,
): Promise<{ readonly compiled: CompiledTerms; readonly calendars: CalendarPins }> {
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
  const version = { contractId, contractVersion: contract.publishedVersion };
  const calendars = await context.terms.pinCalendars(context, version);
  return { compiled: await context.terms.get(context, { ...version, calendars }), calendars };
}
