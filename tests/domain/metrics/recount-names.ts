import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { RawWorld } from './recount-life.ts';

/** The table of counts in docs/metrics.md: events that always add one to a count of a name. */
const PLAIN: Partial<Record<HandoffEvent['type'], string>> = {
  'handoff.submitted': 'submitted',
  'handoff.assigned': 'assigned',
  'handoff.rejected': 'rejected',
  'handoff.resubmitted': 'resubmitted',
  'handoff.completed': 'completed',
  'handoff.disqualified': 'disqualified',
  'handoff.cancelled': 'cancelled',
  'handoff.paused': 'paused',
  'handoff.escalated': 'attemptsExhausted',
  'handoff.migrated': 'migratedOut',
  'escalation.triggered': 'escalated',
  'escalation.acknowledged': 'acknowledged',
  'escalation.exhausted': 'exhausted',
};

/** What an event counts for where it happened. `seen`: what has happened to the handoff before. */
export function namesOf(event: HandoffEvent, version: number, world: RawWorld, seen: Set<string>): string[] {
  const plain = PLAIN[event.type];
  const names = plain === undefined ? [] : [`counts ${plain}`];
  if ('override' in event.data && event.data.override !== undefined) names.push('counts overridden');
  switch (event.type) {
    case 'handoff.accepted':
      return [firstTime('accepted', seen) ? 'counts accepted' : 'counts reaccepted'];
    case 'handoff.rejected':
      return [...names, ...rejectionNames(event.data, topFields(event.data.fields, version, world), seen)];
    case 'handoff.resubmitted':
      return [...names, ...topFields(event.data.changed, version, world).map((field) => `rerequested ${field}`)];
    case 'handoff.reassigned':
      return reassignmentNames(event.data, seen);
    case 'handoff.milestone_reached':
      return [`milestones ${event.data.name}`];
    default:
      return names;
  }
}

type DataOf<T extends HandoffEvent['type']> = Extract<HandoffEvent, { type: T }>['data'];

function rejectionNames(data: DataOf<'handoff.rejected'>, fields: readonly string[], seen: Set<string>): string[] {
  const names = [`reasons ${data.reason}`, `classes ${data.class}`];
  names.push(...[...new Set(data.criteria)].map((id) => `criteria ${id}`), ...fields.map((field) => `fields ${field}`));
  if (data.rerouted) names.push('counts rerouted');
  else if (firstTime('rejected', seen)) names.push('counts firstRejected');
  return names;
}

function reassignmentNames({ cause, misroute }: DataOf<'handoff.reassigned'>, seen: Set<string>): string[] {
  const names = misroute ? ['counts misrouted'] : [];
  if (cause === 'rejection') return names;
  if (firstTime('reassigned', seen)) names.push('counts firstReassigned');
  if (cause === 'escalation') names.push('counts reassignedByEscalation');
  return [...names, 'counts reassigned'];
}

function firstTime(what: string, seen: Set<string>): boolean {
  const first = !seen.has(what);
  seen.add(what);
  return first;
}

function topFields(pointers: readonly string[], version: number, { bodies }: RawWorld): string[] {
  const properties = bodies[version - 1]?.packet.schema['properties'];
  const declared = typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
  const named = pointers.map((pointer) => {
    const top = (pointer.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~');
    return declared.includes(top) ? `/${pointer.split('/')[1]}` : 'other';
  });
  return [...new Set(named)];
}
