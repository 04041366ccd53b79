import type { Assignee } from '../contract/body.ts';
import type { Directory } from './terms.ts';

/** Whether `assignee` can be given a handoff: an owner who is active, or a queue that is there. */
export function isAvailable(assignee: Assignee, directory: Directory): boolean {
  return 'ownerId' in assignee
    ? directory.owner(assignee.ownerId)?.active === true
    : directory.queue(assignee.queueId) !== undefined;
}
