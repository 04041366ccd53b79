import type { ContractBody } from '#domain/contract/body.ts';
import type { Subject } from '#domain/handoff/parts.ts';
import type { Handoff, HandoffState } from '#domain/handoff/state.ts';
import { beginFilling, type Filling, fillFrom, isSource, type PacketSource } from '#domain/journey/inherit.ts';
import type { InheritedField } from '#domain/packet/inherited.ts';
import type { JsonObject } from '#domain/packet/json.ts';
import { checkPacketSize } from '#domain/packet/size.ts';
import { DomainError } from '#domain/problem.ts';
import type { TenantContext } from '../context.ts';
import { FIRST_ID } from '../handoff/id-range.ts';

/** How many of the subject's latest handoffs are looked at. */
export const HANDOFFS_LOOKED_AT = 20;
/** Packets that are read beside each other: the newest usually has all. */
const WIDTH = 4;

/** Packets that somebody has found wanting, or has withdrawn. */
const UNRELIABLE: ReadonlySet<HandoffState> = new Set<HandoffState>(['rejected', 'cancelled']);

export interface FilledPacket {
  readonly packet: JsonObject;
  readonly inherited: readonly InheritedField[];
}

/** A packet as its sender has left it. */
export interface PacketToFill {
  readonly packet: JsonObject;
  readonly subject: Pick<Subject, 'type' | 'id'>;
  /** The handoff that it is for: only those that began before it count. */
  readonly handoffId: string;
}

/**
 * The packet with what its sender has left out, as far as the contract has it carried over and earlier packets of the
 * subject in this tenant and mode have it: each field from the newest that does. Without such a field nothing is read.
 *
 * @throws DomainError `payload_too_large` if what is carried over makes it so
 */
export async function inheritFields(
  context: TenantContext,
  { packet: { inherit = [] } }: Pick<ContractBody, 'packet'>,
  { packet, subject, handoffId }: PacketToFill,
): Promise<FilledPacket> {
  let filling = beginFilling(packet, inherit);
  if (filling.open.length === 0) return { packet, inherited: [] };
  const range = { low: FIRST_ID, high: handoffId, descending: true, limit: HANDOFFS_LOOKED_AT + 1 };
  const listed = await context.stores.handoffs.list({ by: 'subject', subject }, range);
  const earlier = listed.filter((id) => id !== handoffId).slice(0, HANDOFFS_LOOKED_AT);
  const states = await context.stores.handoffs.getMany(earlier);
  const reliable = states.filter(({ state }) => !UNRELIABLE.has(state));
  for (let at = 0; at < reliable.length && filling.open.length > 0; at += WIDTH) {
    filling = await fillFromSome(context, reliable.slice(at, at + WIDTH), filling);
  }
  requireFitting(filling);
  return { packet: filling.packet, inherited: filling.inherited };
}

/** In the order of `handoffs`, the newest first. */
async function fillFromSome(context: TenantContext, handoffs: readonly Handoff[], filling: Filling): Promise<Filling> {
  const sources = await Promise.all(handoffs.map((handoff) => sourceOf(context, handoff)));
  const found = await Promise.all(
    sources
      .filter((source) => isSource(source, filling))
      .map(async (source) => {
        const { handoffId, packetRevision } = source;
        return { source, packet: await context.stores.handoffs.getPacket(handoffId, packetRevision) };
      }),
  );
  return found.reduce((before, { source, packet }) => fillFrom(source, packet, before), filling);
}

async function sourceOf(context: TenantContext, handoff: Handoff): Promise<PacketSource> {
  const { id: handoffId, packetRevision, contractId, contractVersion } = handoff;
  const { terms } = await context.terms.get(context, { contractId, contractVersion });
  const { from, to } = terms.body;
  return { handoffId, packetRevision, contractId, from: from.stage, to: to.stage };
}

function requireFitting({ packet, inherited }: Filling): void {
  if (inherited.length === 0) return;
  const violations = checkPacketSize(packet);
  if (violations.length === 0) return;
  const fields = inherited.map(({ field }) => field).join(', ');
  const message = `The packet is too large with what is carried over into it (${fields}); send a shorter value of one of these.`;
  throw new DomainError('payload_too_large', message, { violations, extensions: { inherited } });
}
