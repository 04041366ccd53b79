import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';

/** What raw events are counted by: nothing of the product's own counting. */
export interface RawWorld {
  readonly bodies: readonly ContractBody[];
  readonly timeOf: (calendarId: string, version: number) => WorkingTime | undefined;
}

/** All that the rules look at, as it is after an event. */
export interface Snapshot {
  readonly contractId: string;
  readonly sender: string | undefined;
  readonly phase: 'waiting' | 'rework' | 'worked' | 'over';
  readonly isPaused: boolean;
  readonly party: 'platform' | 'sender' | 'receiver';
  readonly owner: string | undefined;
  readonly queue: string | undefined;
  readonly version: number;
  readonly pins: Readonly<Record<string, number>>;
}

export function isOver({ phase }: Snapshot): boolean {
  return phase === 'over';
}

export function whoseOf({ party, owner, queue }: Snapshot): string {
  return `${party} ${owner} ${queue}`;
}

/** What its time goes into, and whose it is. */
export function whatOf(snapshot: Snapshot): string {
  return `${snapshot.phase} ${snapshot.isPaused} ${whoseOf(snapshot)}`;
}

export function snapshotAfter(before: Snapshot | undefined, event: HandoffEvent): Snapshot {
  if (event.type === 'handoff.submitted') return born(event.data);
  if (before === undefined) throw new Error('the first event is a submission');
  switch (event.type) {
    case 'handoff.queued':
      return { ...before, queue: event.data.queueId };
    case 'handoff.assigned': {
      const { ownerId: owner, queueId, reason } = event.data;
      return { ...before, party: 'receiver', owner, queue: queueId ?? (reason === 'queue' ? undefined : before.queue) };
    }
    case 'handoff.accepted':
      return { ...before, phase: 'worked', party: 'receiver', owner: event.data.ownerId };
    case 'handoff.rejected':
      return { ...before, phase: 'rework', party: 'sender', owner: before.sender, queue: undefined };
    case 'handoff.resubmitted':
      return { ...before, phase: 'waiting', party: 'platform', owner: undefined, queue: event.data.queueId };
    case 'handoff.reassigned': {
      const { ownerId: owner, queueId: queue } = event.data.to;
      return { ...before, phase: 'waiting', party: owner === undefined ? 'platform' : 'receiver', owner, queue };
    }
    case 'handoff.paused':
      return { ...before, isPaused: true };
    case 'handoff.resumed':
      return { ...before, isPaused: false };
    case 'handoff.migrated':
      return { ...before, version: event.data.toVersion, pins: event.data.calendars ?? {} };
    case 'handoff.rebased':
      return { ...before, pins: { ...before.pins, [event.data.calendarId]: event.data.toVersion } };
    case 'handoff.completed':
    case 'handoff.disqualified':
    case 'handoff.cancelled':
      return { ...before, phase: 'over' };
    default:
      return before;
  }
}

function born(data: Extract<HandoffEvent, { type: 'handoff.submitted' }>['data']): Snapshot {
  return {
    contractId: data.contractId,
    sender: data.sender?.ownerId,
    phase: 'waiting',
    isPaused: false,
    party: 'platform',
    owner: undefined,
    queue: data.queueId,
    version: data.contractVersion,
    pins: data.calendars ?? {},
  };
}
