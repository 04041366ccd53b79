import type { Assignee } from '../contract/body.ts';
import { DomainError, invalid } from '../problem.ts';
import { isAvailable, isWith } from './available.ts';
import { restartFacts } from './clocks.ts';
import type { ReassignCommand } from './commands.ts';
import type { HandoffFact } from './events.ts';
import { applyFacts } from './evolve.ts';
import { holderOf, routingOf, waitingFacts } from './routed.ts';
import type { Handoff } from './state.ts';
import type { Circumstances } from './terms.ts';

/**
 * To somebody else, who is asked to accept. The clocks go on; only where it had gone to the wrong one, the accept clock
 * begins anew, once per attempt. From a queue to a person is an assignment. A queue may give it to a member at once.
 *
 * @throws DomainError `validation_failed` if there is no such active owner or queue, `conflict` if they have it already
 */
export function reassign(state: Handoff, command: ReassignCommand, circumstances: Circumstances): HandoffFact[] {
  const { now, actor } = circumstances;
  const { to, reason, misroute } = command;
  requireAvailable(to, circumstances);
  if (isWith(to, state)) {
    throw new DomainError('conflict', 'They have it already.', {
      extensions: { state: state.state, holder: state.holder },
    });
  }
  const when = { occurredAt: now, actor };
  if (state.state === 'pending' && 'ownerId' in to && !misroute) {
    return [{ ...when, type: 'handoff.assigned', data: { ownerId: to.ownerId, reason: 'request', note: reason } }];
  }
  const { since: _since, ...from } = state.holder;
  const route = command.route ?? { to, reason: 'request' as const };
  const routing = command.route === undefined ? {} : { routing: routingOf(command.route) };
  const data = { from, to: holderOf(route) ?? to, reason, cause: 'request' as const, ...routing };
  const moved: HandoffFact = {
    ...when,
    type: 'handoff.reassigned',
    data: { ...data, ...(misroute ? { misroute: true as const } : {}) },
  };
  const facts = [moved, ...waitingFacts(route, when)];
  if (!misroute || state.misroutedAttempt === state.attempt) return facts;
  return [...facts, ...restartFacts(applyFacts(state.id, state, facts).state, circumstances)];
}

function requireAvailable(to: Assignee, { directory }: Circumstances): void {
  if (isAvailable(to, directory)) return;
  throw 'ownerId' in to
    ? invalid({ pointer: '/ownerId', code: 'unknown_owner', message: `There is no active owner ${to.ownerId}.` })
    : invalid({ pointer: '/queueId', code: 'unknown_queue', message: `There is no queue ${to.queueId}.` });
}
