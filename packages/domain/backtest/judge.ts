import type { ContractBody } from '../contract/body.ts';
import { type Conditions, type CriterionResult, evaluateCriteria } from '../contract/criteria.ts';
import type { EventOf, HandoffEvent } from '../handoff/events.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Terms } from '../handoff/terms.ts';
import type { Instant } from '../instant.ts';
import { checkPacketSize, type SchemaError, validatePacket } from '../packet/validate.ts';
import { type ClockPair, pairClocks } from './clock-result.ts';
import { type Destination, destinationBy, destinationOf } from './destination.ts';
import { presentOf } from './present.ts';
import { type ReplayTerms, replayUnder } from './replay.ts';

/** A handoff that was submitted in the past, as far as it has come. */
export interface PastHandoff {
  readonly state: Handoff;
  /** All of them, up to `state`. */
  readonly events: readonly HandoffEvent[];
  /** As it was first submitted, filled by the rules of the tested contract. */
  readonly packet: unknown;
  /** What it goes by. */
  readonly terms: Terms;
  /** What it was submitted under. */
  readonly submittedUnder: ContractBody;
  /** The present of the handoff. */
  readonly asOf: Instant;
}

/** The contract that is tested. */
export interface TestedContract {
  readonly terms: ReplayTerms;
  readonly entryCriteria: Conditions['entry'];
  readonly rules: Conditions['rules'];
}

/** What is wrong with a submission by the contract that is tested. */
export interface Refusal {
  readonly criteria: readonly Extract<CriterionResult, { met: false }>[];
  readonly schemaErrors: readonly SchemaError[];
  /** It hands over another type of subject. */
  readonly wrongSubjectType?: true;
}

/** What one past handoff would have come to. */
export interface Judgement {
  readonly handoffId: string;
  /** The version it was submitted under. */
  readonly contractVersion: number;
  /** Whether its receiver sent it back at least once. */
  readonly sentBack: boolean;
  /** What was wrong with it as it was first submitted; `overridden`: it would have gone through all the same, as it did. */
  readonly refusal?: Refusal & { readonly overridden?: true };
  /** Absent for what would have been refused: it would have gone nowhere. */
  readonly course?: {
    readonly routing: { readonly recorded: Destination; readonly tested: Destination };
    readonly clocks: readonly ClockPair[];
  };
}

/** What would have become of `past` under `tested`, had people done what they did when they did it. Without effect. */
export function judgePast(past: PastHandoff, tested: TestedContract): Judgement {
  const { events, state } = past;
  const [submitted] = events;
  if (submitted?.type !== 'handoff.submitted') throw new Error(`handoff ${state.id} does not begin with a submission`);
  const refusal = refusalOf(submitted, past.packet, tested);
  const overridden = submitted.data.override !== undefined;
  const refused = refusal !== undefined && !overridden;
  return {
    handoffId: state.id,
    contractVersion: submitted.data.contractVersion,
    sentBack: events.some(({ type, data }) => type === 'handoff.rejected' && data.rerouted !== true),
    ...(refusal === undefined ? {} : { refusal: { ...refusal, ...(overridden ? { overridden } : {}) } }),
    ...(refused ? {} : { course: courseOf(submitted, past, tested) }),
  };
}

function refusalOf(
  submitted: EventOf<'handoff.submitted'>,
  packet: unknown,
  { terms, entryCriteria }: TestedContract,
): Refusal | undefined {
  const { subject } = submitted.data;
  const schemaErrors = [...tooLarge(packet), ...validatePacket(terms.body.packet.schema, packet)];
  const results = evaluateCriteria(entryCriteria, scopeOf(submitted, packet));
  const criteria = results.filter((result) => !result.met);
  const wrongSubjectType = subject.type !== terms.body.subjectType;
  if (schemaErrors.length === 0 && criteria.length === 0 && !wrongSubjectType) return undefined;
  return { criteria, schemaErrors, ...(wrongSubjectType ? { wrongSubjectType } : {}) };
}

/** What is carried over into a packet may make it so. */
function tooLarge(packet: unknown): SchemaError[] {
  return checkPacketSize(packet).map(({ pointer, code, message }) => ({ pointer, keyword: code, message }));
}

/** What criteria and rules looked at when it was submitted. */
function scopeOf({ handoffId: id, data: { subject, priority } }: EventOf<'handoff.submitted'>, packet: unknown) {
  return { packet, subject, handoff: { id, attempt: 1, priority } };
}

function courseOf(
  submitted: EventOf<'handoff.submitted'>,
  { packet, events, state, submittedUnder, terms, asOf }: PastHandoff,
  tested: TestedContract,
): NonNullable<Judgement['course']> {
  const values = new Map<string, unknown>(Object.entries(scopeOf(submitted, packet)));
  return {
    routing: {
      recorded: destinationBy(submittedUnder.routing, submitted.data.routing.ruleId),
      tested: destinationOf(tested.terms.body.routing, tested.rules, values),
    },
    clocks: pairClocks(presentOf(state, terms, asOf).clocks, replayUnder(events, tested.terms, asOf).clocks),
  };
}
