import { DomainError, invalid } from '../problem.ts';
import { clockFacts, withClocks } from './clocks.ts';
import type { AcceptCommand, CompleteCommand, HandoffCommand, SubmitCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import { reachMilestone } from './milestone.ts';
import { reject } from './reject.ts';
import type { Handoff, HandoffState } from './state.ts';
import type { Circumstances } from './terms.ts';

/** What may be asked of a handoff in each state. */
export const ALLOWED_COMMANDS: Readonly<Record<HandoffState, readonly HandoffCommand['type'][]>> = {
  pending: ['accept', 'cancel'],
  assigned: ['accept', 'reject', 'milestone', 'cancel'],
  accepted: ['milestone', 'complete', 'cancel'],
  rejected: ['cancel'],
  completed: [],
  cancelled: [],
};

/**
 * What follows from a submission.
 *
 * `circumstances.now` is the instant of the handoff's birth and the effective start of its clocks.
 */
export function decideSubmission(command: SubmitCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const { subject, priority, sender, override, route } = command;
  const submitted: HandoffFact = {
    type: 'handoff.submitted',
    occurredAt: now,
    actor,
    data: {
      contractId: terms.contractId,
      contractVersion: terms.contractVersion,
      subject,
      priority,
      ...(sender === undefined ? {} : { sender }),
      ...(override === undefined ? {} : { override }),
      routing: { reason: route.reason, ...(route.ruleId === undefined ? {} : { ruleId: route.ruleId }) },
      packetRevision: 1,
      ...(route.to !== undefined && 'queueId' in route.to ? { queueId: route.to.queueId } : {}),
    },
  };
  const born = [submitted, ...assignment(command, circumstances)];
  const { state } = applyFacts(command.handoffId, undefined, born);
  return state === undefined ? born : [...born, ...clockFacts(state, 'submitted', circumstances)];
}

/**
 * What follows from `command`. `state` must have been brought up to `circumstances.now` by `catchUp`.
 *
 * @throws DomainError `illegal_transition`, `conflict` or `validation_failed`; then nothing has happened.
 */
export function decide(state: Handoff, command: HandoffCommand, circumstances: Circumstances): HandoffFact[] {
  requireAllowed(state, command);
  switch (command.type) {
    case 'accept':
      return accept(state, command, circumstances);
    case 'reject':
      return reject(state, command, circumstances);
    case 'milestone':
      return reachMilestone(state, command, circumstances);
    case 'complete':
      return withClocks(state, 'completed', completion(command, circumstances), circumstances);
    case 'cancel': {
      const { now, actor } = circumstances;
      const cancelled: HandoffFact = {
        type: 'handoff.cancelled',
        occurredAt: now,
        actor,
        data: { reason: command.reason },
      };
      return withClocks(state, 'cancelled', [cancelled], circumstances);
    }
  }
}

function requireAllowed(state: Handoff, command: HandoffCommand): void {
  const allowed = ALLOWED_COMMANDS[state.state];
  if (allowed.includes(command.type)) return;
  const choices = allowed.length === 0 ? 'nothing more can be done with it' : `it allows: ${allowed.join(', ')}`;
  throw new DomainError(
    'illegal_transition',
    `A handoff that is ${state.state} cannot take ${command.type}; ${choices}.`,
    { extensions: { state: state.state, allowed } },
  );
}

function assignment({ route }: SubmitCommand, { now, actor }: Circumstances): HandoffFact[] {
  if (route.to === undefined || !('ownerId' in route.to) || route.reason === 'unrouted') return [];
  const ruleId = route.ruleId === undefined ? {} : { ruleId: route.ruleId };
  const data = { ownerId: route.to.ownerId, reason: route.reason, ...ruleId };
  return [{ type: 'handoff.assigned', occurredAt: now, actor, data }];
}

function accept(state: Handoff, command: AcceptCommand, circumstances: Circumstances): HandoffFact[] {
  const { now, actor } = circumstances;
  const holderId = state.state === 'assigned' ? state.holder.ownerId : undefined;
  const ownerId = command.ownerId ?? holderId;
  if (ownerId === undefined) {
    throw invalid({ pointer: '/ownerId', code: 'required', message: 'Say which owner claims it: nobody is assigned.' });
  }
  if (holderId !== undefined && holderId !== ownerId) {
    throw new DomainError(
      'conflict',
      `It is assigned to ${holderId}; only they can accept it, or it must be reassigned.`,
      {
        extensions: { state: state.state, holder: { ownerId: holderId } },
      },
    );
  }
  if (circumstances.directory.owner(ownerId)?.active !== true) {
    throw invalid({ pointer: '/ownerId', code: 'unknown_owner', message: `There is no active owner ${ownerId}.` });
  }
  if (holderId === undefined) requireMember(ownerId, state, circumstances);
  const claimed: HandoffFact[] =
    holderId === undefined
      ? [{ type: 'handoff.assigned', occurredAt: now, actor, data: { ownerId, reason: 'claim' } }]
      : [];
  const accepted: HandoffFact = { type: 'handoff.accepted', occurredAt: now, actor, data: { ownerId } };
  return withClocks(state, 'accepted', [...claimed, accepted], circumstances);
}

/** A queue that is gone cannot say who may claim, so that anyone may: nothing waits there for ever. */
function requireMember(ownerId: string, { holder: { queueId } }: Handoff, { directory }: Circumstances): void {
  const members = queueId === undefined ? [] : (directory.queue(queueId)?.members ?? []);
  if (members.length === 0 || members.includes(ownerId)) return;
  const message = `The owner ${ownerId} is not a member of the queue ${queueId}; only its members may claim from it.`;
  throw invalid({ pointer: '/ownerId', code: 'not_a_member', message });
}

function completion({ outcome, override }: CompleteCommand, { now, actor }: Circumstances): HandoffFact[] {
  const data = { outcome: { ...outcome }, ...(override === undefined ? {} : { override }) };
  return [{ type: 'handoff.completed', occurredAt: now, actor, data }];
}
