import * as z from 'zod';
import { actorSchema } from '#domain/actor.ts';
import { EVENT_TYPES } from '#domain/event-types.ts';
import { once } from '#domain/once.ts';
import { canonicalInstantSchema, modeSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

/** An event of the timeline. What `data` holds is for each type to say: see the webhooks of the reference. */
export const handoffEvent = once(() =>
  z
    .strictObject({
      id: z.string().meta({ examples: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000007'] }),
      type: z.enum(EVENT_TYPES),
      occurredAt: canonicalInstantSchema(),
      detectedAt: canonicalInstantSchema().optional(),
      tenantId: z.string(),
      mode: modeSchema(),
      handoffId: z.string().optional(),
      sequence: z.int().positive().optional(),
      actor: actorSchema(),
      data: z.unknown(),
    })
    .meta({ id: 'Event', description: 'A fact. The webhooks of this reference show the `data` of each type.' }),
);

export const handoffEventPage = pageOf('Event', handoffEvent);
