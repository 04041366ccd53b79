import type { Assignee, EscalationRecipient, EscalationStep } from '../contract/body.ts';
import { isAvailable, isWith } from './available.ts';
import type { HandoffEventData } from './events.ts';
import type { Handoff } from './state.ts';
import type { Directory, Terms } from './terms.ts';

type ReassignFailure = NonNullable<HandoffEventData<'escalation.triggered'>['reassignFailed']>;

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
  const to = choicesOf(reassign, terms).find((choice) => isAvailable(choice, directory));
  return to === undefined || isWith(to, state) ? undefined : to;
}

/** Why a step that was to hand over had nobody to hand over to; undefined where it had, or where that one has it already. */
export function reassignFailureOf(
  { reassign }: EscalationStep,
  state: Handoff,
  terms: Terms,
  directory: Directory,
): ReassignFailure | undefined {
  if (reassign === undefined || !WITH_RECEIVER.has(state.state)) return undefined;
  if (reassign.to === 'fallback' && terms.body.routing.fallback === undefined) return 'no_fallback';
  return choicesOf(reassign, terms).some((choice) => isAvailable(choice, directory)) ? undefined : 'nobody_available';
}

function choicesOf({ to }: NonNullable<EscalationStep['reassign']>, { body }: Terms): Assignee[] {
  const { fallback } = body.routing;
  return [to === 'fallback' ? fallback : to, fallback].filter((choice) => choice !== undefined);
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
