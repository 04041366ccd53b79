import type { Scene } from './scene.ts';

/** What is to be done with the handoff as it is after the event, by whom, and by which call; undefined if nothing is. */
export function nextStep(scene: Scene): string | undefined {
  const { handoff, handoffId } = scene;
  const path = `POST /v1/handoffs/${handoffId}`;
  if (handoff === undefined) return `Look at it with GET /v1/handoffs/${handoffId}.`;
  const who = scene.holder(handoff.holder);
  switch (handoff.state) {
    case 'pending':
      return who === undefined
        ? `Nobody has it: give it to somebody with ${path}/reassign.`
        : `Somebody of ${who} should claim it with ${path}/accept.`;
    case 'assigned':
      return `${who ?? 'Its owner'} should accept it with ${path}/accept, or reject it with ${path}/reject and a reason.`;
    case 'accepted':
      return `${who ?? 'Its owner'} should finish it with ${path}/complete, or say what holds it up with ${path}/pause.`;
    case 'rejected':
      return `${scene.sender ?? 'The sender'} should put the packet right and send it with ${path}/resubmit.`;
    case 'completed':
    case 'disqualified':
    case 'cancelled':
      return undefined;
  }
}
