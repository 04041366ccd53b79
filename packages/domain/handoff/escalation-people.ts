import type { EscalationRecipient, EscalationStep } from '../contract/body.ts';
import type { Handoff } from './state.ts';
import type { Directory } from './terms.ts';

/** Ids of owners and queues, each once: whom a step tells, and who of those it is for is not there any more. */
export interface Recipients {
  readonly told: string[];
  readonly unreachable: string[];
}

/** Whom the step is for, as things stand. */
export function recipientsOf({ notify }: EscalationStep, state: Handoff, directory: Directory): Recipients {
  const named = notify.flatMap((recipient) =>
    typeof recipient === 'object' ? [recipient.ownerId] : (recipientOf(recipient, state, directory) ?? []),
  );
  const ids = [...new Set(named)];
  const told = ids.filter((id) => isThere(id, directory));
  return { told, unreachable: ids.filter((id) => !told.includes(id)) };
}

function isThere(id: string, directory: Directory): boolean {
  return id.startsWith('que_') ? directory.queue(id) !== undefined : directory.owner(id)?.active === true;
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
