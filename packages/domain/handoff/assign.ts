import type { AssignCommand, RequeueCommand } from './commands.ts';
import type { HandoffFact, When } from './events.ts';
import { queuedFact } from './routed.ts';

/** What has waited is with somebody now. Its clocks go on. */
export function assign({ route }: AssignCommand, when: When): HandoffFact[] {
  const { to, queueId, reason, ruleId } = route;
  const rule = ruleId === undefined ? {} : { ruleId };
  const through = queueId === undefined ? {} : { queueId };
  const data = { ownerId: to.ownerId, ...through, reason: 'queue' as const, ...rule, routing: { reason, ...rule } };
  return [{ ...when, type: 'handoff.assigned', data }];
}

/** It goes on waiting. */
export function requeue({ queueId, routing, routeAgainAt }: RequeueCommand, when: When): HandoffFact[] {
  return [queuedFact({ queueId, routing, routeAgainAt }, when)];
}
