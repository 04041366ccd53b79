import type { Assignee } from '../contract/body.ts';
import type { Handoff } from './state.ts';
import type { Directory } from './terms.ts';

/** Whether `assignee` can be given a handoff: an owner who is active, or a queue that is there. */
export function isAvailable(assignee: Assignee, directory: Directory): boolean {
  return 'ownerId' in assignee
    ? directory.owner(assignee.ownerId)?.active === true
    : directory.queue(assignee.queueId) !== undefined;
}

/** Whether the handoff is with `assignee` as it is: a queue has it only while nobody has been assigned from it. */
export function isWith(assignee: Assignee, { state, holder }: Handoff): boolean {
  return 'ownerId' in assignee
    ? holder.ownerId === assignee.ownerId
    : state === 'pending' && holder.queueId === assignee.queueId;
}
