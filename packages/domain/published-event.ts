import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { EVENT_TYPES } from './event-types.ts';
import type { HandoffEvent } from './handoff/events.ts';
import { once } from './once.ts';
import { canonicalInstantSchema, type Mode, modeSchema } from './wire.ts';

/** An event as the bus and subscribers see it. Its `data` is checked where it is stored. */
export const publishedEventSchema = once(() =>
  z.object({
    /** Stable: the same fact has the same id however often it is published. */
    id: z.string(),
    type: z.enum(EVENT_TYPES),
    occurredAt: canonicalInstantSchema(),
    detectedAt: canonicalInstantSchema().optional(),
    tenantId: z.string(),
    mode: modeSchema(),
    handoffId: z.string().optional(),
    /** Gapless within a handoff, from 1; deliveries are unordered, so order by this. */
    sequence: z.number().int().positive().optional(),
    actor: actorSchema(),
    data: z.unknown(),
  }),
);
export type PublishedEvent = Readonly<z.infer<ReturnType<typeof publishedEventSchema>>>;

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
