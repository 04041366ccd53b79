import type { ContractBody } from '../contract/body.ts';
import type { HandoffEvent } from '../handoff/events.ts';
import type { Sender } from '../handoff/parts.ts';
import type { Handoff, HandoffState } from '../handoff/state.ts';
import type { Instant } from '../instant.ts';
import type { MetricFacts } from '../metrics/contract-facts.ts';
import type { TravellingPacket } from '../packet/inherited.ts';
import { type AskedAgain, askedAgain } from './asked-again.ts';
import { courseOf, endOf, type HeldSpan, type LegTime } from './leg-time.ts';
import { type KnownFields, type TravelledField, travelOf } from './travel.ts';

/** All that is known of one handoff of a subject. */
export interface LegSource {
  /** As of `now`. */
  readonly state: Handoff;
  /** From the first on, those that fell due by `now` included. */
  readonly events: readonly HandoffEvent[];
  /** That of the latest attempt; undefined if it is gone. */
  readonly packet: TravellingPacket | undefined;
  readonly body: Pick<ContractBody, 'name' | 'from' | 'to' | 'customerRisk' | 'packet'>;
  readonly facts: MetricFacts;
  readonly now: Instant;
}

/** One handoff as a part of a subject's journey: a boundary that the customer was carried over, or is still at. */
export interface Leg {
  readonly handoffId: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly contractName: string;
  /** The stages. */
  readonly from: string;
  readonly to: string;
  readonly customerRisk?: string;
  readonly sender?: Sender;
  readonly state: HandoffState;
  readonly attempts: number;
  readonly submittedAt: Instant;
  /** When it was first accepted. */
  readonly acceptedAt: Instant | null;
  /** When it was completed, disqualified or cancelled. */
  readonly endedAt: Instant | null;
  readonly holders: readonly HeldSpan[];
  readonly packetRevision: number;
  readonly travelled: readonly TravelledField[];
  readonly askedAgain: readonly AskedAgain[];
  readonly time: LegTime;
}

/** `known`: what the packets of the handoffs before it have had. */
export function legOf({ state, events, packet, body, facts, now }: LegSource, known: KnownFields): Leg {
  const travelled = packet === undefined ? [] : travelOf(packet, known);
  const accepted = events.find(({ type }) => type === 'handoff.accepted');
  return {
    handoffId: state.id,
    contractId: state.contractId,
    contractVersion: state.contractVersion,
    contractName: body.name,
    from: body.from.stage,
    to: body.to.stage,
    ...(body.customerRisk === undefined ? {} : { customerRisk: body.customerRisk }),
    ...(state.sender === undefined ? {} : { sender: state.sender }),
    state: state.state,
    attempts: state.attempt,
    submittedAt: state.createdAt,
    acceptedAt: accepted?.occurredAt ?? null,
    endedAt: endOf(state) ?? null,
    ...courseOf(events, facts, now),
    packetRevision: state.packetRevision,
    travelled,
    askedAgain: askedAgain(events, travelled, body.packet.schema),
  };
}
