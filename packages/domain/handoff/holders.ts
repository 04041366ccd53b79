import type { Instant } from '../instant.ts';
import type { HandoffEvent } from './events.ts';
import type { Handoff } from './state.ts';

/** On whose side a handoff lies: one at a time, so that each minute is somebody's. */
export type Party = 'platform' | 'sender' | 'receiver';

/** Who has a handoff: Baton itself while nobody is assigned, the receiver, or the sender whom it went back to. */
export interface PartyRef {
  readonly party: Party;
  readonly ownerId?: string;
  /** The queue that it waits in, with the platform. */
  readonly queueId?: string;
}

/** A holder from `from` on, until the next one. */
export interface HolderSpan extends PartyRef {
  readonly from: Instant;
}

/** Who has the handoff in `state`; undefined where nobody has it any more. */
function partyOf({ state, holder, sender }: Handoff): PartyRef | undefined {
  switch (state) {
    case 'pending':
      return { party: 'platform', ...(holder.queueId === undefined ? {} : { queueId: holder.queueId }) };
    case 'assigned':
    case 'accepted':
      return { party: 'receiver', ...(holder.ownerId === undefined ? {} : { ownerId: holder.ownerId }) };
    case 'rejected':
      return { party: 'sender', ...(sender?.ownerId === undefined ? {} : { ownerId: sender.ownerId }) };
    case 'completed':
    case 'disqualified':
    case 'cancelled':
      return undefined;
  }
}

/**
 * `spans`, and the one that begins with `event` if it left the handoff, which is now `after`, with somebody else. A step
 * may fall due before a change that came first in the table: then it takes effect when it was noticed.
 */
export function withHolder(spans: readonly HolderSpan[], event: HandoffEvent, after: Handoff): readonly HolderSpan[] {
  const party = partyOf(after);
  const last = spans.at(-1);
  if (party === undefined || (last !== undefined && isSameParty(last, party))) return spans;
  const { occurredAt, detectedAt = occurredAt } = event;
  const overtaken = last !== undefined && occurredAt < last.from;
  return [...spans, { ...party, from: overtaken ? detectedAt : occurredAt }];
}

export function isSameParty(a: PartyRef, b: PartyRef): boolean {
  return a.party === b.party && a.ownerId === b.ownerId && a.queueId === b.queueId;
}
