import type { Criterion } from '#domain/contract/body.ts';
import { type CompiledCriteria, type CriterionResult, evaluateCriteria } from '#domain/contract/criteria.ts';
import { fieldsRead } from '#domain/expression/reads.ts';
import type { Subject } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import { checkPacketSize, type SchemaError, validatePacket } from '#domain/packet/validate.ts';
import { DomainError, type Violation } from '#domain/problem.ts';
import type { CompiledTerms } from '../contract/terms.ts';

/** What of a handoff the entry criteria and routing rules look at. */
export interface ReadinessInput {
  readonly packet: unknown;
  readonly subject: Subject;
  readonly handoff: Pick<Handoff, 'id' | 'attempt' | 'priority'>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Every entry criterion with its result. */
  readonly criteria: readonly CriterionResult[];
  /** Everything in which the packet differs from its schema. */
  readonly schemaErrors: readonly SchemaError[];
}

/** Whether a packet is what the contract calls ready, with everything that is missing. */
export function assessReadiness({ terms, entryCriteria }: CompiledTerms, input: ReadinessInput): Readiness {
  const schemaErrors = validatePacket(terms.body.packet.schema, input.packet);
  const { packet, subject, handoff } = input;
  const criteria = evaluateCriteria(entryCriteria, { packet, subject, handoff });
  return { ready: schemaErrors.length === 0 && criteria.every(({ met }) => met), criteria, schemaErrors };
}

/** @throws DomainError `payload_too_large` */
export function requireSmallPacket(packet: unknown): void {
  const violations = checkPacketSize(packet);
  if (violations.length > 0) throw new DomainError('payload_too_large', 'The packet is too large.', { violations });
}

/** @throws DomainError `not_ready` with every gap */
export function requireReady(readiness: Readiness, compiled: CompiledTerms): void {
  if (readiness.ready) return;
  const violations = gapsOf(readiness, compiled);
  const message = `The packet is not ready: ${violations.length} ${violations.length === 1 ? 'gap' : 'gaps'}.`;
  const { criteria, schemaErrors } = readiness;
  throw new DomainError('not_ready', message, { violations, extensions: { criteria, schemaErrors } });
}

/** All gaps of a packet that is not ready, as causes of a refusal. */
function gapsOf({ criteria, schemaErrors }: Readiness, { terms, entryCriteria }: CompiledTerms): Violation[] {
  return [
    ...schemaErrors.map(({ pointer, keyword, message }) => ({
      pointer: `/packet${pointer}`,
      code: `schema_${keyword}`,
      message,
    })),
    ...unmetCriteria(terms.body.entryCriteria, entryCriteria, criteria, 'packet'),
  ];
}

/** The criteria that are not met, as causes of a refusal, each at the place in `member` of the body where it is to be mended. */
export function unmetCriteria(
  definitions: readonly Criterion[],
  compiled: CompiledCriteria,
  results: readonly CriterionResult[],
  member: 'packet' | 'outcome',
): Violation[] {
  return results.flatMap((result) => {
    if (result.met) return [];
    const { description, expression } = definitions.find(({ id }) => id === result.id) ?? {};
    const error = result.error === undefined ? {} : { error: result.error };
    return [
      {
        pointer: `/${member}${fieldJudged(compiled, result.id, member)}`,
        code: 'criterion_unmet',
        message: `Not met: ${description ?? expression ?? result.id}`,
        details: { criterionId: result.id, ...(expression === undefined ? {} : { expression }), ...error },
      },
    ];
  });
}

const VARIABLES = ['packet', 'outcome', 'subject', 'handoff'];

/** The pointer to the one field of `member` that decides a criterion; empty where it looks at several, or elsewhere too. */
function fieldJudged(compiled: CompiledCriteria, criterionId: string, member: string): string {
  const condition = compiled.find(({ id }) => id === criterionId)?.condition;
  if (condition === undefined || 'problem' in condition) return '';
  const read = VARIABLES.flatMap((variable) =>
    fieldsRead(condition.expression, variable).map((pointer) => ({ variable, pointer })),
  );
  const [only, another] = read;
  return another === undefined && only?.variable === member ? only.pointer : '';
}
