import { DomainError, invalid } from '../problem.ts';
import { acknowledge } from './acknowledge.ts';
import { requireAllowed } from './allowed.ts';
import { assign, requeue } from './assign.ts';
import { type LifecycleOccurrence, startFacts, withClocks } from './clocks.ts';
import type { AcceptCommand, CompleteCommand, HandoffCommand, SubmitCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import { excuse } from './excuse.ts';
import { migrate } from './migrate.ts';
import { reachMilestone } from './milestone.ts';
import { pause } from './pause.ts';
import { reassign } from './reassign.ts';
import { rebase } from './rebase.ts';
import { reject } from './reject.ts';
import { resubmit } from './resubmit.ts';
import { endPause, resume } from './resume.ts';
import { reprioritize, retarget } from './retarget.ts';
import { routedTo } from './routed.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/**
 * What follows from a submission.
 *
 * `circumstances.now` is the instant of the handoff's birth and the effective start of its clocks.
 */
export function decideSubmission(command: SubmitCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const { subject, priority, sender, override, route, calendars, inherited = [], testClockId } = command;
  const { routing, queueId, placed } = routedTo(route, { occurredAt: now, actor });
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
      routing,
      packetRevision: 1,
      ...(inherited.length === 0 ? {} : { inherited: [...inherited] }),
      ...queueId,
      ...(Object.keys(calendars).length === 0 ? {} : { calendars: { ...calendars } }),
      ...(testClockId === undefined ? {} : { testClockId }),
    },
  };
  const born = [submitted, ...placed];
  const { state } = applyFacts(command.handoffId, undefined, born);
  return state === undefined ? born : [...born, ...startFacts(state, 'submitted', circumstances)];
}

/**
 * What follows from `command`. `state` must have been brought up to `circumstances.now` by `catchUp`.
 *
 * @throws DomainError `illegal_transition`, `conflict` or `validation_failed`; then nothing has happened.
 */
export function decide(state: Handoff, command: HandoffCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  requireAllowed(state, command.type, terms);
  const when = { occurredAt: now, actor };
  switch (command.type) {
    case 'accept':
      return accept(state, command, circumstances);
    case 'reject':
      return reject(state, command, circumstances);
    case 'resubmit':
      return resubmit(state, command, circumstances);
    case 'reassign':
      return reassign(state, command, circumstances);
    case 'assign':
      return assign(command, when);
    case 'requeue':
      return requeue(command, when);
    case 'milestone':
      return reachMilestone(state, command, circumstances);
    case 'pause':
      return pause(state, command, circumstances);
    case 'resume':
      return resume(state, 'request', terms, when);
    case 'reprioritize':
      return reprioritize(state, command, circumstances);
    case 'retarget':
      return retarget(state, command, circumstances);
    case 'complete':
      return ending(
        state,
        'completed',
        { ...when, type: 'handoff.completed', data: outcomeOf(command) },
        circumstances,
      );
    case 'disqualify': {
      const { reason } = command;
      return ending(state, 'disqualified', { ...when, type: 'handoff.disqualified', data: { reason } }, circumstances);
    }
    case 'cancel': {
      const { reason } = command;
      return ending(state, 'cancelled', { ...when, type: 'handoff.cancelled', data: { reason } }, circumstances);
    }
    case 'note':
      return [{ ...when, type: 'handoff.noted', data: { text: command.text } }];
    case 'excuse':
      return excuse(state, command, circumstances);
    case 'acknowledge':
      return acknowledge(state, command, circumstances);
    case 'migrate':
      return migrate(state, command, circumstances);
    case 'rebase':
      return rebase(state, command, circumstances);
  }
}

/** The end of a handoff: a pause that it is in ends first, and all of its clocks with it. */
function ending(
  state: Handoff,
  occurrence: LifecycleOccurrence,
  end: HandoffFact,
  circumstances: Circumstances,
): HandoffFact[] {
  return withClocks(state, occurrence, [...endPause(state, circumstances), end], circumstances);
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
    if (command.ownerId === undefined) throw holderInactive(ownerId, state);
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

function holderInactive(ownerId: string, { state }: Handoff): DomainError {
  const message = `It is with ${ownerId}, who is not active: reassign it, or make them active again.`;
  return new DomainError('conflict', message, { extensions: { state, holder: { ownerId } } });
}

/** A queue that is gone cannot say who may claim, so that anyone may: nothing waits there for ever. */
function requireMember(ownerId: string, { holder: { queueId } }: Handoff, { directory }: Circumstances): void {
  const members = queueId === undefined ? [] : (directory.queue(queueId)?.members ?? []);
  if (members.length === 0 || members.includes(ownerId)) return;
  const message = `The owner ${ownerId} is not a member of the queue ${queueId}; only its members may claim from it.`;
  throw invalid({ pointer: '/ownerId', code: 'not_a_member', message });
}

function outcomeOf({ outcome, override }: CompleteCommand) {
  return { outcome: { ...outcome }, ...(override === undefined ? {} : { override }) };
}
