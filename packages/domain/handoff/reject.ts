import type { RejectionClass } from '../contract/vocabulary.ts';
import { invalid, type Violation } from '../problem.ts';
import type { Direction } from '../routing/route.ts';
import { restartFacts, stopFacts, withClocks } from './clocks.ts';
import type { RejectCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import type { HolderRef } from './parts.ts';
import { endPause } from './resume.ts';
import { holderOf, routingOf, waitingFacts } from './routed.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/** Sends it back to the sender with what is wrong, or, when it is only the wrong owner, on to the right one. */
export function reject(state: Handoff, command: RejectCommand, circumstances: Circumstances): HandoffFact[] {
  const { terms, now, actor } = circumstances;
  const reason = terms.body.rejectionReasons.find(({ code }) => code === command.reason);
  const violations = [
    ...(reason === undefined ? [unknownReason(command.reason, circumstances)] : []),
    ...unknownCriteria(command, circumstances),
    ...(reason === undefined ? [] : uncited(reason.class, command)),
  ];
  if (reason === undefined || violations.length > 0) throw invalid(...violations);
  const ended = endPause(state, circumstances);
  const to = reason.class === 'procedural' ? reroute(state, command) : undefined;
  const rejected: HandoffFact = {
    type: 'handoff.rejected',
    occurredAt: now,
    actor,
    data: {
      reason: command.reason,
      class: reason.class,
      criteria: [...command.criteria],
      fields: [...command.fields],
      ...(command.note === undefined ? {} : { note: command.note }),
      ...(to === undefined ? {} : { rerouted: true as const }),
    },
  };
  const facts = [...ended, rejected];
  if (to !== undefined) return rerouting(state, facts, to, circumstances);
  return state.attempt < terms.body.maxAttempts
    ? withClocks(state, 'rejected', facts, circumstances)
    : lastRejection(state, facts, circumstances);
}

/** There is no further attempt: nothing that waits for one begins, and both sides are told to settle it. */
function lastRejection(state: Handoff, facts: readonly HandoffFact[], circumstances: Circumstances): HandoffFact[] {
  const { directory, now, actor } = circumstances;
  const sides = [state.sender?.ownerId, state.holder.ownerId].filter((id) => id !== undefined);
  const recipients = [...new Set(sides.flatMap((id) => [id, directory.owner(id)?.managerId ?? []].flat()))];
  const after = applyFacts(state.id, state, facts).state;
  return [
    ...facts,
    ...stopFacts(after, 'rejected', circumstances),
    { type: 'handoff.escalated', occurredAt: now, actor, data: { cause: 'max_attempts', recipients } },
  ];
}

/** Where a wrong owner's handoff goes on to. */
interface Rerouting {
  readonly route: Direction;
  readonly holder: HolderRef;
}

/** A procedural rejection is routed anew once per attempt; a second one goes back to the sender. */
function reroute(state: Handoff, { route }: RejectCommand): Rerouting | undefined {
  if (route === undefined || isRerouted(state)) return undefined;
  const holder = holderOf(route);
  if (holder === undefined || holder.ownerId === state.holder.ownerId) return undefined;
  return { route, holder };
}

/** Whether a wrong owner has been put right in this attempt already. */
export function isRerouted({ misroutedAttempt, attempt }: Handoff): boolean {
  return misroutedAttempt === attempt;
}

/** It never reaches the sender, so what a rejection starts, such as the sender's time to fix it, does not begin. */
function rerouting(
  state: Handoff,
  rejected: readonly HandoffFact[],
  { route, holder }: Rerouting,
  circumstances: Circumstances,
): HandoffFact[] {
  const { now, actor } = circumstances;
  const { since: _since, ...from } = state.holder;
  const waiting = waitingFacts(route, { occurredAt: now, actor });
  const before = applyFacts(state.id, state, rejected).state;
  const moved: HandoffFact = {
    type: 'handoff.reassigned',
    occurredAt: now,
    actor,
    data: {
      from,
      to: holder,
      reason: 'procedural rejection',
      cause: 'rejection',
      routing: routingOf(route),
      misroute: true,
    },
  };
  const facts = [...rejected, ...stopFacts(before, 'rejected', circumstances), moved, ...waiting];
  return [...facts, ...restartFacts(applyFacts(state.id, state, facts).state, circumstances)];
}

function unknownReason(reason: string, { terms }: Circumstances): Violation {
  const known = terms.body.rejectionReasons.map(({ code }) => code);
  const choices = known.length === 0 ? 'the contract lists none' : `the contract lists: ${known.join(', ')}`;
  return { pointer: '/reason', code: 'unknown_reason', message: `Unknown rejection reason ${reason}; ${choices}.` };
}

function unknownCriteria({ criteria }: RejectCommand, { terms }: Circumstances): Violation[] {
  const known = new Set(terms.body.entryCriteria.map(({ id }) => id));
  return criteria.flatMap((id, index) =>
    known.has(id)
      ? []
      : [
          {
            pointer: `/criteria/${index}`,
            code: 'unknown_criterion',
            message: `The contract has no entry criterion ${id}.`,
          },
        ],
  );
}

/** The sender must learn what to mend; only a wrong owner needs no citation. */
function uncited(rejectionClass: RejectionClass, { criteria, fields }: RejectCommand): Violation[] {
  if (rejectionClass === 'procedural' || criteria.length + fields.length > 0) return [];
  const message = `A ${rejectionClass} rejection names what is at fault: at least one of criteria and fields.`;
  return [{ pointer: '/fields', code: 'required', message }];
}
