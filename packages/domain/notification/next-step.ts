import type { HolderRef } from '../handoff/parts.ts';
import type { HandoffState } from '../handoff/state.ts';
import type { Scene } from './scene.ts';

/** How many reasons for a rejection are named. */
const REASONS = 5;

/**
 * What is to be done with the handoff as it is after the event, by whom, and by which call; undefined if nothing is. `to`:
 * who is given it by what follows the event at once, or `meanwhile` if it waits for somebody who is free.
 */
export function nextStep(scene: Scene, to?: HolderRef | 'meanwhile'): string | undefined {
  const { handoff, handoffId } = scene;
  const path = `POST /v1/handoffs/${handoffId}`;
  if (handoff === undefined) return `Look at it with GET /v1/handoffs/${handoffId}.`;
  const given = to === 'meanwhile' ? undefined : to;
  const holder = given ?? handoff.holder;
  const who = scene.holder(holder) ?? 'Its owner';
  switch (given === undefined ? handoff.state : stateWith(given)) {
    case 'pending':
      return holder.queueId === undefined
        ? withNobody(scene, path)
        : inQueue(scene, holder.queueId, to === 'meanwhile', path);
    case 'assigned':
      return `${who} should accept it with ${path}/accept${orReject(scene, path)}.`;
    case 'accepted':
      return `${who} should finish it with ${path}/complete${handoff.paused === undefined ? '' : `, or let it go on with ${path}/resume`}.`;
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

/** Whether Baton will assign it by itself depends on what its contract names: it is asked again for as long as it waits. */
function withNobody({ contract, handoff }: Scene, path: string): string {
  const byHand = `claim it with ${claim(path)}, or give it to somebody with ${path}/reassign {"ownerId": "…", "reason": "…"}`;
  if (contract !== undefined && contract.routing.fallback === undefined && contract.routing.rules.length === 0) {
    return `Its contract names nobody who could be given it: ${byHand}.`;
  }
  const expects = handoff?.state === 'pending' && handoff.routeAgainAt !== undefined;
  return contract?.routing.fallback === undefined && !expects
    ? `It is assigned by itself if a rule of its contract finds somebody later. Do not rely on that: ${byHand}.`
    : `It is assigned by itself as soon as somebody whom its contract names is available. Until then, ${byHand}.`;
}

function inQueue(scene: Scene, queueId: string, meanwhile: boolean, path: string): string {
  const queue = `the queue ${scene.who(queueId)}`;
  const strategy = scene.strategy(queueId);
  const byClaim = strategy === undefined ? !meanwhile : strategy === 'manual';
  return byClaim
    ? `Somebody of ${queue} should claim it with ${claim(path)}.`
    : `It is assigned as soon as somebody of ${queue} is available; they may claim it before that with ${claim(path)}.`;
}

function claim(path: string): string {
  return `${path}/accept {"ownerId": "…"}`;
}

/** A contract without reasons lets nobody reject. */
function orReject({ contract }: Scene, path: string): string {
  if (contract === undefined) return `, or reject it with ${path}/reject and a reason`;
  const codes = contract.rejectionReasons.map(({ code }) => code);
  if (codes.length === 0) return '';
  const choice = codes.length === 1 ? 'the reason' : 'one of the reasons';
  const more = codes.length > REASONS ? ', …' : '';
  return `, or reject it with ${path}/reject {"reason": "…"} and ${choice} ${codes.slice(0, REASONS).join(', ')}${more}`;
}

function stateWith({ ownerId }: HolderRef): HandoffState {
  return ownerId === undefined ? 'pending' : 'assigned';
}

function isLastAttempt({ handoff, contract }: Scene): boolean {
  return handoff !== undefined && contract !== undefined && handoff.attempt >= contract.maxAttempts;
}
