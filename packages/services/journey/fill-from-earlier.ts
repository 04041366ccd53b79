import type { Subject } from '#domain/handoff/parts.ts';
import type { Handoff, HandoffState } from '#domain/handoff/state.ts';
import { type Filling, fillFrom, isSource, type PacketSource } from '#domain/journey/inherit.ts';
import type { TenantContext } from '../context.ts';
import { FIRST_ID } from '../handoff/id-range.ts';

/** How many of the subject's latest handoffs are looked at. */
export const HANDOFFS_LOOKED_AT = 20;
/** Packets that are read beside each other: the newest usually has all. */
const WIDTH = 4;

/** Packets that somebody has found wanting, or has withdrawn. */
const UNRELIABLE: ReadonlySet<HandoffState> = new Set<HandoffState>(['rejected', 'cancelled']);

/** For which handoff a packet is filled. */
export interface FillingFor {
  readonly subject: Pick<Subject, 'type' | 'id'>;
  /** Only those that began before it count. */
  readonly handoffId: string;
}

/** Stored handoffs as they were at the moment at which a packet is filled; without those that were not there. */
export type AsTheyWere = (handoffs: readonly Handoff[]) => Promise<readonly Handoff[]>;

/**
 * Takes what is still to be found from earlier packets of the subject, each field from the newest that has it. Where nothing
 * is to be found, nothing is read.
 */
export async function fillFromEarlier(
  context: TenantContext,
  filling: Filling,
  { subject, handoffId }: FillingFor,
  asTheyWere: AsTheyWere = async (handoffs) => handoffs,
): Promise<Filling> {
  if (filling.open.length === 0) return filling;
  const range = { low: FIRST_ID, high: handoffId, descending: true, limit: HANDOFFS_LOOKED_AT + 1 };
  const listed = await context.stores.handoffs.list({ by: 'subject', subject }, range);
  const earlier = listed.filter((id) => id !== handoffId).slice(0, HANDOFFS_LOOKED_AT);
  const found = await context.stores.handoffs.getMany(earlier);
  let filled = filling;
  for (let at = 0; at < found.length && filled.open.length > 0; at += WIDTH) {
    const some = await asTheyWere(found.slice(at, at + WIDTH));
    const reliable = some.filter(({ state }) => !UNRELIABLE.has(state));
    filled = await fillFromSome(context, reliable, filled);
  }
  return filled;
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
