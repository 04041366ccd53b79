import * as z from 'zod';
import { once } from './once.ts';

/** Who did it: a caller by its API key, or Baton itself, because a deadline fell due, somebody has room for what waited, a month is over, or of what deliveries met with. */
export const actorSchema = once(() =>
  z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('api_key'), id: z.string() }),
      z.strictObject({ type: z.literal('system'), id: z.enum(['deadline', 'delivery', 'routing', 'review']) }),
    ])
    .meta({ id: 'Actor', description: 'Who caused the event.', examples: [{ type: 'system', id: 'deadline' }] }),
);

export type Actor = z.infer<ReturnType<typeof actorSchema>>;

/** Baton itself, bringing a handoff up to the present. */
export const DEADLINE_ACTOR: Actor = { type: 'system', id: 'deadline' };

/** Baton itself, giving somebody what has waited for them. */
export const ROUTING_ACTOR: Actor = { type: 'system', id: 'routing' };

/** Baton itself, drawing the conclusion from how a receiver of webhooks answers. */
export const DELIVERY_ACTOR: Actor = { type: 'system', id: 'delivery' };

/** Baton itself, looking back on a month that is over. */
export const REVIEW_ACTOR: Actor = { type: 'system', id: 'review' };
