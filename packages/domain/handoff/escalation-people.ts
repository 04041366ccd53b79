import type { Assignee, EscalationRecipient, EscalationStep } from '../contract/body.ts';
import { isAvailable, isWith } from './available.ts';
import type { Handoff } from './state.ts';
import type { Directory, Terms } from './terms.ts';

/** States in which somebody on the receiving side holds the handoff, or could. */
const WITH_RECEIVER: ReadonlySet<Handoff['state']> = new Set(['pending', 'assigned', 'accepted']);

/** The step's receiver or, where that one is no longer available, the contract's fallback; nobody who has it already. */
export function receiverOf(
  { reassign }: EscalationStep,
  state: Handoff,
  terms: Terms,
  directory: Directory,
): Assignee | undefined {
  if (reassign === undefined || !WITH_RECEIVER.has(state.state)) return undefined;
  const { fallback } = terms.body.routing;
  const choices = [reassign.to === 'fallback' ? fallback : reassign.to, fallback];
  const to = choices.find((choice) => choice !== undefined && isAvailable(choice, directory));
  return to === undefined || isWith(to, state) ? undefined : to;
}

/** Ids of the owners and queues that the step tells, as things stand, each once. */
export function recipientsOf({ notify }: EscalationStep, state: Handoff, directory: Directory): string[] {
  const ids = notify.flatMap((recipient) => {
    if (typeof recipient === 'object') return [recipient.ownerId];
    return recipientOf(recipient, state, directory) ?? [];
  });
  return [...new Set(ids)];
}

function recipientOf(
  role: Extract<EscalationRecipient, string>,
  { holder, sender }: Handoff,
  directory: Directory,
): string | undefined {
  switch (role) {
    case 'owner':
      return holder.ownerId;
    case 'manager':
      return holder.ownerId === undefined ? undefined : directory.owner(holder.ownerId)?.managerId;
    case 'queue':
      return holder.queueId;
    case 'sender':
      return sender?.ownerId;
  }
}
