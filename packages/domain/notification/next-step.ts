import type { HolderRef } from '../handoff/parts.ts';
import type { HandoffState } from '../handoff/state.ts';
import type { Scene } from './scene.ts';

/**
 * What is to be done with the handoff as it is after the event, by whom, and by which call; undefined if nothing is. `to`:
 * who is given it by what follows the event at once.
 */
export function nextStep(scene: Scene, to?: HolderRef): string | undefined {
  const { handoff, handoffId } = scene;
  const path = `POST /v1/handoffs/${handoffId}`;
  if (handoff === undefined) return `Look at it with GET /v1/handoffs/${handoffId}.`;
  const who = scene.holder(to ?? handoff.holder);
  switch (to === undefined ? handoff.state : stateWith(to)) {
    case 'pending':
      return who === undefined
        ? `Nobody has it: give it to somebody with ${path}/reassign.`
        : `Somebody of ${who} should claim it with ${path}/accept.`;
    case 'assigned':
      return `${who ?? 'Its owner'} should accept it with ${path}/accept, or reject it with ${path}/reject and a reason.`;
    case 'accepted':
      return `${who ?? 'Its owner'} should finish it with ${path}/complete${handoff.paused === undefined ? '' : `, or let it go on with ${path}/resume`}.`;
    case 'rejected':
      if (isLastAttempt(scene))
        return `Settle it with each other; then close it with ${path}/cancel, or hand over anew.`;
      return `${scene.sender ?? 'The sender'} should put the packet right and send it with ${path}/resubmit.`;
    case 'completed':
    case 'disqualified':
    case 'cancelled':
      return undefined;
  }
}

function stateWith({ ownerId }: HolderRef): HandoffState {
  return ownerId === undefined ? 'pending' : 'assigned';
}

function isLastAttempt({ handoff, contract }: Scene): boolean {
  return handoff !== undefined && contract !== undefined && handoff.attempt >= contract.maxAttempts;
}
