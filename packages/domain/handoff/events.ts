import * as z from 'zod';
import { type Actor, actorSchema } from '../actor.ts';
import type { HandoffEventType } from '../event-types.ts';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { handoffEventData } from './event-data.ts';

export type HandoffEventData<T extends HandoffEventType> = z.infer<ReturnType<typeof handoffEventData>[T]>;

/** When something happened, and through whom. */
export interface When {
  /** The true instant, also of a deadline that was noticed late. */
  readonly occurredAt: Instant;
  /** When Baton noticed, where that is later than `occurredAt`. */
  readonly detectedAt?: Instant | undefined;
  readonly actor: Actor;
}

/** What happened, as `decide` says it: not yet numbered. */
export type HandoffFact = {
  [T in HandoffEventType]: When & { readonly type: T; readonly data: HandoffEventData<T> };
}[HandoffEventType];

/** A numbered fact. `sequence` is gapless within a handoff, from 1. */
export type HandoffEvent = HandoffFact & { readonly handoffId: string; readonly sequence: number };
export type EventOf<T extends HandoffEventType> = Extract<HandoffEvent, { type: T }>;

function factSchema<T extends HandoffEventType>(type: T) {
  return z.strictObject({
    type: z.literal(type),
    occurredAt: canonicalInstantSchema(),
    detectedAt: canonicalInstantSchema().optional(),
    actor: actorSchema(),
    data: handoffEventData()[type],
  });
}

/** A fact as it is stored; its handoff and its number are those of the commit that holds it. */
export const handoffFactSchema = once(() =>
  z.discriminatedUnion('type', [
    factSchema('handoff.submitted'),
    factSchema('handoff.queued'),
    factSchema('handoff.assigned'),
    factSchema('handoff.accepted'),
    factSchema('handoff.rejected'),
    factSchema('handoff.resubmitted'),
    factSchema('handoff.reassigned'),
    factSchema('handoff.milestone_reached'),
    factSchema('handoff.paused'),
    factSchema('handoff.resumed'),
    factSchema('handoff.reprioritized'),
    factSchema('handoff.escalated'),
    factSchema('handoff.completed'),
    factSchema('handoff.disqualified'),
    factSchema('handoff.cancelled'),
    factSchema('handoff.noted'),
    factSchema('handoff.migrated'),
    factSchema('handoff.rebased'),
    factSchema('clock.started'),
    factSchema('clock.retargeted'),
    factSchema('clock.warned'),
    factSchema('clock.breached'),
    factSchema('clock.met'),
    factSchema('clock.closed'),
    factSchema('clock.cancelled'),
    factSchema('clock.excused'),
    factSchema('escalation.triggered'),
    factSchema('escalation.acknowledged'),
    factSchema('escalation.skipped'),
    factSchema('escalation.exhausted'),
  ]),
);
