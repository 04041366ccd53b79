import * as z from 'zod';

/** Who did it: a caller by its API key, or Baton itself when a deadline fell due. */
export const actorSchema = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('api_key'), id: z.string() }),
    z.strictObject({ type: z.literal('system'), id: z.literal('deadline') }),
  ])
  .meta({ id: 'Actor', description: 'Who caused the event.', examples: [{ type: 'system', id: 'deadline' }] });

export type Actor = z.infer<typeof actorSchema>;

/** Baton itself, bringing a handoff up to the present. */
export const DEADLINE_ACTOR: Actor = { type: 'system', id: 'deadline' };
