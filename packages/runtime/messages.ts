import * as z from 'zod';
import type {
  DeletionRequest,
  DeliveryMessage,
  DrainRequest,
  HandoffRef,
  MetricsWork,
  ReplayRequest,
  ReviewRequest,
  ZoneCheck,
} from '#aws/ports.ts';
import { publishedEventSchema } from '#domain/published-event.ts';
import { type RecordedEvent, wholeSecond } from '#domain/recorded-event.ts';
import { canonicalInstantSchema, idSchema, instantSchema, modeSchema } from '#domain/wire.ts';

/** What deadline schedules and the deadlines queue carry. */
export const handoffRefSchema: z.ZodType<HandoffRef> = z.object({
  tenantId: idSchema('ten'),
  mode: modeSchema(),
  handoffId: idSchema('hnd'),
});

/** What the routing queue carries. */
export const drainRequestSchema = z.object({
  tenantId: idSchema('ten'),
  mode: modeSchema(),
  after: z.string().min(1).max(600).optional(),
  from: z.string().min(1).max(100).optional(),
}) as z.ZodType<DrainRequest>; // zod marks absent members as undefined, which `exactOptionalPropertyTypes` tells apart

/** What the deliveries queue carries. */
export const deliveryMessageSchema = z.object({
  tenantId: idSchema('ten'),
  mode: modeSchema(),
  endpointId: idSchema('whe'),
  endpointVersion: z.number().int().positive(),
  event: publishedEventSchema(),
  recordedAt: canonicalInstantSchema(),
  notBefore: canonicalInstantSchema().optional(),
  replayId: idSchema('rpl').optional(),
  reservedAt: canonicalInstantSchema().optional(),
}) as z.ZodType<DeliveryMessage>; // zod marks absent members as undefined, which `exactOptionalPropertyTypes` tells apart

/** What the replays queue carries. */
export const replayRequestSchema: z.ZodType<ReplayRequest> = z.object({
  tenantId: idSchema('ten'),
  mode: modeSchema(),
  replayId: idSchema('rpl'),
  version: z.number().int().positive(),
});

/** What the deletions queue carries. */
export const deletionRequestSchema: z.ZodType<DeletionRequest> = z.object({
  tenantId: idSchema('ten'),
  version: z.number().int().positive(),
});

/** What the reviews queue carries. */
export const reviewRequestSchema = z.object({
  tenantId: idSchema('ten'),
  mode: modeSchema(),
  work: z.enum(['schedule', 'freeze']),
  waits: z.number().int().min(0).optional(),
}) as z.ZodType<ReviewRequest>; // zod marks absent members as undefined, which `exactOptionalPropertyTypes` tells apart

/** What the metrics queue carries: an event of a handoff, of which only whose it is matters, work beside the events, or a tenant that was changed. */
export const metricsMessageSchema = z.union([
  z.object({ detail: z.object({ tenantId: idSchema('ten'), mode: modeSchema(), handoffId: idSchema('hnd') }) }),
  z.object({
    tenantId: idSchema('ten'),
    mode: modeSchema(),
    work: z.enum(['build', 'remove']),
    generation: z.number().int().positive(),
    step: z.number().int().min(0),
  }) satisfies z.ZodType<MetricsWork>,
  z.object({
    tenantId: idSchema('ten'),
    mode: modeSchema(),
    work: z.literal('zone'),
  }) satisfies z.ZodType<ZoneCheck>,
]);

/** An event as EventBridge hands it to a target; `time` is when the relay said that it was recorded. */
export const busEventSchema = z
  .object({ time: instantSchema(), detail: publishedEventSchema() })
  .transform(({ time, detail }): RecordedEvent => ({ event: detail, recordedAt: wholeSecond(time) }));
