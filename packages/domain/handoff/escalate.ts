import type { Assignee, EscalationRecipient, EscalationStep } from '../contract/body.ts';
import { PRIORITIES } from '../contract/vocabulary.ts';
import { isAvailable, isWith } from './available.ts';
import { definitionOf, later, stepsOf } from './clock-plan.ts';
import type { HandoffFact, When } from './events.ts';
import { applyFacts } from './evolve.ts';
import type { PendingEscalation, PlannedStep } from './parts.ts';
import { priorityFacts } from './retarget.ts';
import type { Handoff } from './state.ts';
import type { Circumstances, Directory, Terms } from './terms.ts';

/** What an escalation step does when it is due: tells people, and may hand over or raise the priority. */
export function stepFacts(
  due: PendingEscalation,
  state: Handoff,
  { terms, directory }: Pick<Circumstances, 'terms' | 'directory'>,
  when: When,
): HandoffFact[] {
  const step = stepsOf(terms, due.clock).find(({ id }) => id === due.stepId);
  const reassignedTo = step && receiverOf(step, state, terms, directory);
  const raisedTo = step && raised(step, state);
  const next = step && nextRepetition(step, due, terms);
  const recipients = step === undefined ? [] : resolve(step.notify, state, directory);
  const triggered: HandoffFact = {
    ...when,
    type: 'escalation.triggered',
    data: {
      clock: due.clock,
      attempt: due.attempt,
      stepId: due.stepId,
      repetition: due.repetition,
      recipients,
      ...(reassignedTo === undefined ? {} : { reassignedTo }),
      ...(raisedTo === undefined ? {} : { raisedTo }),
      ...(next === undefined ? {} : { next }),
    },
  };
  // From the state in which this step is over: retargeting plans anew what is still to come.
  const after = applyFacts(state.id, state, [triggered]).state;
  const retargeted =
    raisedTo === undefined ? [] : priorityFacts(after, { from: state.priority, to: raisedTo }, terms, when);
  if (reassignedTo === undefined) return [triggered, ...retargeted];
  const { since: _since, ...from } = state.holder;
  const reason = `escalation step ${due.stepId} of clock ${due.clock}`;
  return [
    triggered,
    ...retargeted,
    { ...when, type: 'handoff.reassigned', data: { from, to: reassignedTo, reason, cause: 'escalation' } },
  ];
}

/** States in which somebody on the receiving side holds the handoff, or could. */
const WITH_RECEIVER: ReadonlySet<Handoff['state']> = new Set(['pending', 'assigned', 'accepted']);

/** The step's receiver or, where that one is no longer available, the contract's fallback; nobody who has it already. */
function receiverOf(
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

function raised({ raisePriority }: EscalationStep, { priority }: Handoff): Handoff['priority'] | undefined {
  if (raisePriority === undefined) return undefined;
  return PRIORITIES.indexOf(raisePriority) > PRIORITIES.indexOf(priority) ? raisePriority : undefined;
}

function nextRepetition(
  { id, at, repeat }: EscalationStep,
  due: PendingEscalation,
  terms: Terms,
): PlannedStep | undefined {
  if (repeat === undefined || due.repetition >= repeat.times) return undefined;
  const time = terms.workingTime(definitionOf(terms, due.clock)?.calendarId);
  const working = 'afterBreach' in at && at.working;
  return { stepId: id, at: later(due.at, repeat.every, working, time), repetition: due.repetition + 1 };
}

function resolve(recipients: readonly EscalationRecipient[], state: Handoff, directory: Directory): string[] {
  const ids = recipients.flatMap((recipient) => {
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
