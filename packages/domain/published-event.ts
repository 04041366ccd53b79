import type { Actor } from './actor.ts';
import type { EventType } from './event-types.ts';
import type { HandoffEvent } from './handoff/events.ts';
import type { Instant } from './instant.ts';
import type { Mode } from './wire.ts';

/** An event as the bus and subscribers see it. */
export interface PublishedEvent {
  /** Stable: the same fact has the same id however often it is published. */
  readonly id: string;
  readonly type: EventType;
  readonly occurredAt: Instant;
  readonly detectedAt?: Instant;
  readonly tenantId: string;
  readonly mode: Mode;
  readonly handoffId?: string;
  /** Gapless within a handoff, from 1; deliveries are unordered, so order by this. */
  readonly sequence?: number;
  readonly actor: Actor;
  readonly data: unknown;
}

/** The id of a handoff's event: its handoff's ULID and its sequence, so that nothing needs to be remembered. */
export function handoffEventId(handoffId: string, sequence: number): string {
  return `evt_${handoffId.slice('hnd_'.length)}_${String(sequence).padStart(6, '0')}`;
}

export function publishHandoffEvent(event: HandoffEvent, tenantId: string, mode: Mode): PublishedEvent {
  const { handoffId, sequence, type, occurredAt, detectedAt, actor, data } = event;
  return {
    id: handoffEventId(handoffId, sequence),
    type,
    occurredAt,
    ...(detectedAt === undefined ? {} : { detectedAt }),
    tenantId,
    mode,
    handoffId,
    sequence,
    actor,
    data,
  };
}
