import type { RoutingPreview, RoutingTrace, RoutingTraceCandidate } from '#sdk/index.ts';

/** Who would receive it, and of how that came about what is shown. */
export interface Receiver extends Omit<RoutingPreview, 'trace'> {
  readonly trace: Pick<RoutingTrace, 'rules' | 'considered'>;
}

type Availability = RoutingTraceCandidate['availability'];

const WHY_NOT: Readonly<Record<Exclude<Availability, 'available'>, string>> = {
  unknown: 'is not there any more',
  inactive: 'is not active',
  excluded: 'had it before',
  absent: 'is out of office',
  closed: 'is outside of working hours',
  full: 'has no capacity left',
  nobody: 'has nobody available',
};

/** How many members of a queue are told apart. */
const MOST_MEMBERS = 10;

/** The owners and queues that `receiverLines` tells of. */
export function idsIn({ to, waitsIn, trace }: Receiver): readonly string[] {
  const told = [to === undefined ? [] : idOf(to), waitsIn ?? []].flat();
  const passed = trace.considered.filter(({ availability }) => availability !== 'available');
  const members = passed.flatMap((each) => (each.members ?? []).slice(0, MOST_MEMBERS).map(({ ownerId }) => ownerId));
  return [...told, ...passed.map(({ assignee }) => idOf(assignee)), ...members];
}

/** Who would receive it and why, and below whom it passed over and why. `names` are by the ids of owners and queues. */
export function receiverLines(receiver: Receiver, names: ReadonlyMap<string, string>): readonly string[] {
  const named = (id: string): string => (names.has(id) ? `${names.get(id)} (${id})` : id);
  const { to, waitsIn, trace } = receiver;
  const whom = to === undefined ? 'nobody' : `${'queueId' in to ? 'queue ' : ''}${named(idOf(to))}`;
  const waits = waitsIn === undefined ? '' : `, waiting in ${named(waitsIn)}`;
  return [
    `goes to: ${whom}${waits}, ${reasonOf(receiver)}`.trimEnd(),
    ...trace.rules.flatMap(({ id, error }) => (error === undefined ? [] : [`  not by rule ${id}: ${error}`])),
    ...trace.considered.flatMap((candidate) => passedOver(candidate, named)),
  ];
}

function reasonOf({ reason, ruleId, trace }: Receiver): string {
  switch (reason) {
    case 'rule':
      return `by rule ${ruleId ?? ''}`;
    case 'fallback':
      return trace.rules.some(({ matched }) => matched) ? 'as the fallback' : 'as the fallback: no rule matched';
    case 'request':
      return 'as you ask';
    case 'unrouted':
      return 'as nobody could be found';
  }
}

function passedOver(
  { assignee, availability, members = [] }: RoutingTraceCandidate,
  named: (id: string) => string,
): string[] {
  if (availability === 'available') return [];
  const shown = members.slice(0, MOST_MEMBERS).flatMap((member) => {
    return member.availability === 'available' ? [] : [`${named(member.ownerId)} ${WHY_NOT[member.availability]}`];
  });
  const why = shown.length === 0 ? '' : `: ${shown.join(', ')}`;
  const more = members.length > MOST_MEMBERS ? ', …' : '';
  return [`  passed over: ${named(idOf(assignee))} ${WHY_NOT[availability]}${why}${more}`];
}

function idOf(assignee: { readonly ownerId: string } | { readonly queueId: string }): string {
  return 'ownerId' in assignee ? assignee.ownerId : assignee.queueId;
}
