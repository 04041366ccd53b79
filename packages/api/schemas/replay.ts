import * as z from 'zod';
import { once } from '#domain/once.ts';
import { MAX_REPLAY_EVENTS } from '#domain/webhook/replay.ts';
import { canonicalInstantSchema, idSchema, instantSchema } from '#domain/wire.ts';
import { pageOf } from './page.ts';

const eventIdSchema = once(() =>
  z
    .string()
    .regex(/^evt_[0-9A-HJKMNP-TV-Z]{26}(?:_\d{6,9})?$/, {
      error:
        'must be the id of an event: evt_, 26 digits and capital letters, and of a handoff’s events _ and 6 to 9 digits',
    })
    .meta({ examples: ['evt_01JDA5K7ZWQ0R8T2V4X6Y8B0CD_000005'] }),
);

const undeliveredOnly = once(() =>
  z.boolean({ error: 'must be true or false' }).default(false).meta({
    description: 'Leaves out what was delivered. Otherwise that is sent again too, under the same ids.',
  }),
);

const SHAPES = 'send either a window, {"from": "…", "to": "…"}, or events, {"eventIds": ["evt_…"]}';

/** What is to be sent again. Which windows and events there are is for the service to say. */
export const replayInput = once(() =>
  z
    .union(
      [
        z
          .strictObject({
            from: instantSchema().meta({ description: 'Recorded at or after; at most 90 days back.' }),
            to: instantSchema()
              .optional()
              .meta({ description: 'Recorded before; not in the future. Up to now, if it is left out.' }),
            undeliveredOnly: undeliveredOnly(),
          })
          .meta({ title: 'Window' }),
        z
          .strictObject({
            eventIds: z
              .array(eventIdSchema())
              .min(1)
              .max(MAX_REPLAY_EVENTS)
              .meta({ description: 'Events that are sent whatever the endpoint subscribes to.' }),
            undeliveredOnly: undeliveredOnly(),
          })
          .meta({ title: 'Events' }),
      ],
      { error: SHAPES },
    )
    .meta({ id: 'ReplayInput', description: 'A window of the event log, or certain events.' }),
);

export const replay = once(() =>
  z
    .strictObject({
      id: idSchema('rpl'),
      kind: z.enum(['replay', 'retry']).meta({ description: 'A retry is of one delivery, asked for by hand.' }),
      endpointId: idSchema('whe'),
      status: z.enum(['queued', 'running', 'completed', 'cancelled']),
      window: z.strictObject({ from: canonicalInstantSchema(), to: canonicalInstantSchema() }).optional(),
      eventIds: z.array(z.string()).optional(),
      undeliveredOnly: z.boolean(),
      matched: z.int().nonnegative().meta({
        description: 'Events found so far that are to be sent, those included that `undeliveredOnly` leaves out.',
      }),
      sent: z.int().nonnegative().meta({ description: 'Events handed to delivery so far.' }),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
      completedAt: canonicalInstantSchema().optional(),
      cancelledAt: canonicalInstantSchema().optional(),
      reason: z
        .enum(['requested', 'endpoint_disabled', 'endpoint_removed'])
        .optional()
        .meta({ description: 'Why it was cancelled.' }),
    })
    .meta({ id: 'Replay', description: 'Events that are sent to an endpoint again.' }),
);

export const replayPage = pageOf('Replay', replay);
