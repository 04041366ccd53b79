import type { HandoffEvent } from '../handoff/events.ts';
import { type Party, withHolder } from '../handoff/holders.ts';
import type { Handoff } from '../handoff/state.ts';
import type { Instant } from '../instant.ts';

/** For whom a fact counts. */
export interface Bearer {
  readonly party: Party;
  readonly ownerId?: string;
  /** The queue that it waits in, or that its owner got it from. */
  readonly queueId?: string;
}

/** A bearer from `from` on, until the next one. */
export interface BearerSpan extends Bearer {
  readonly from: Instant;
}

/** `spans`, and the one that begins with `event`, after which the handoff is `after`, if it begins one. */
export function withBearer(spans: readonly BearerSpan[], event: HandoffEvent, after: Handoff): readonly BearerSpan[] {
  const [holder] = withHolder([], event, after);
  if (holder === undefined) return spans;
  const { party, ownerId } = holder;
  const queueId = party === 'sender' ? undefined : after.holder.queueId;
  const last = spans.at(-1);
  if (last !== undefined && last.party === party && last.ownerId === ownerId && last.queueId === queueId) return spans;
  const { occurredAt, detectedAt = occurredAt } = event;
  const overtaken = last !== undefined && occurredAt < last.from;
  const span: BearerSpan = {
    party,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(queueId === undefined ? {} : { queueId }),
    from: overtaken ? detectedAt : occurredAt,
  };
  return [...spans, span];
}

/** Who has it from `at` on. */
export function bearerFrom(spans: readonly BearerSpan[], at: Instant): Bearer {
  const found = spans.findLast(({ from }) => from <= at) ?? spans[0];
  if (found === undefined) throw new Error('a handoff is with somebody from its birth on');
  return found;
}

/** Who had it up to `at`; where that was the platform, or there was nobody yet, whoever has it from then on. */
export function bearerUpTo(spans: readonly BearerSpan[], at: Instant): Bearer {
  const before = spans.findLast(({ from }) => from < at);
  return before === undefined || before.party === 'platform' ? bearerFrom(spans, at) : before;
}
