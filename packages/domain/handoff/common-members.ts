import type { Handoff } from './state.ts';

type Common = Omit<Extract<Handoff, { state: 'assigned' }>, 'state'>;

/** What a handoff has in every state; the members of one state do not survive into the next. */
export function common(state: Handoff): Common {
  const { id, contractId, contractVersion, calendars, testClockId, subject, priority, sender, override } = state;
  const { attempt, packetRevision, routing, takenFrom, misroutedAttempt, version, holder, milestones, clocks } = state;
  const { escalations, firedSteps, paused, pausesBefore, termsSince, createdAt, updatedAt } = state;
  return {
    id,
    contractId,
    contractVersion,
    ...(calendars === undefined ? {} : { calendars }),
    ...(testClockId === undefined ? {} : { testClockId }),
    subject,
    priority,
    ...(sender === undefined ? {} : { sender }),
    ...(override === undefined ? {} : { override }),
    routing,
    attempt,
    packetRevision,
    ...(takenFrom === undefined ? {} : { takenFrom }),
    ...(misroutedAttempt === undefined ? {} : { misroutedAttempt }),
    version,
    holder,
    milestones,
    clocks,
    escalations,
    ...(firedSteps === undefined ? {} : { firedSteps }),
    ...(paused === undefined ? {} : { paused }),
    ...(pausesBefore === undefined ? {} : { pausesBefore }),
    ...(termsSince === undefined ? {} : { termsSince }),
    createdAt,
    updatedAt,
  };
}
