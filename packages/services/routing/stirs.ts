import { type Actor, ROUTING_ACTOR } from '#domain/actor.ts';
import type { EventType } from '#domain/event-types.ts';

/**
 * After one of these somebody may be free who was not, something waits that somebody free could be given, or what was the
 * first of its line is not there any more to say when it is to be routed again.
 */
const STIRRING: ReadonlySet<EventType> = new Set<EventType>([
  'handoff.queued',
  'handoff.rejected',
  'handoff.reassigned',
  'handoff.escalated',
  'handoff.migrated',
  'handoff.reprioritized',
  'handoff.completed',
  'handoff.disqualified',
  'handoff.cancelled',
]);

/** How what has waited comes to be with somebody by hand. */
const OUT_OF_LINE: ReadonlySet<unknown> = new Set(['claim', 'request']);

/**
 * Whether what waits is to be looked at after an event. Where routing has found somebody, others may find somebody too. What
 * it has put back has just been tried: trying that again at once would never end.
 */
export function stirs({
  type,
  actor,
  data,
}: {
  readonly type: EventType;
  readonly actor: Actor;
  readonly data?: unknown;
}): boolean {
  const isRouting = actor.id === ROUTING_ACTOR.id;
  if (type === 'handoff.assigned') return isRouting || OUT_OF_LINE.has(memberOf(data, 'reason'));
  if (isRouting) return false;
  return STIRRING.has(type) || (type === 'escalation.triggered' && memberOf(data, 'raisedTo') !== undefined);
}

function memberOf(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined;
}
