import type { Handoff } from './state.ts';

type Common = Omit<Extract<Handoff, { state: 'pending' }>, 'state'>;

/** What a handoff has in every state; the members of one state do not survive into the next. */
export function common(state: Handoff): Common {
  const { id, contractId, contractVersion, subject, priority, sender, override, attempt, packetRevision, routing } =
    state;
  const { reroutedAttempt, version, holder, milestones, clocks, escalations, createdAt, updatedAt } = state;
  return {
    id,
    contractId,
    contractVersion,
    subject,
    priority,
    ...(sender === undefined ? {} : { sender }),
    ...(override === undefined ? {} : { override }),
    routing,
    attempt,
    packetRevision,
    ...(reroutedAttempt === undefined ? {} : { reroutedAttempt }),
    version,
    holder,
    milestones,
    clocks,
    escalations,
    createdAt,
    updatedAt,
  };
}
