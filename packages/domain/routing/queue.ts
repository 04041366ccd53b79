import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

const fields = once(() => ({
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ examples: ['EMEA onboarding'] }),
}));
const strategy = once(() =>
  z.literal('manual', { error: 'must be "manual": members claim what they take' }).meta({
    description: 'How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it.',
  }),
);
const members = once(() =>
  z
    .array(z.strictObject({ ownerId: idSchema('own') }))
    .max(200)
    .meta({ description: 'Who may claim from the queue. Empty: every active owner.' }),
);

export const queueInputSchema = once(() =>
  z
    .strictObject({ ...fields(), strategy: strategy().default('manual'), members: members().default([]) })
    .meta({ id: 'QueueInput' }),
);
export type QueueInput = z.infer<ReturnType<typeof queueInputSchema>>;

export const queuePatchSchema = once(() =>
  z
    .strictObject({ ...fields(), strategy: strategy(), members: members() })
    .partial()
    .meta({ id: 'QueuePatch' }),
);
export type QueuePatch = z.infer<ReturnType<typeof queuePatchSchema>>;

export const queueSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      strategy: strategy(),
      members: members(),
      id: z.string(),
      version: z.number().int().positive(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Queue', description: 'Where handoffs wait until somebody claims them.' }),
);
export type Queue = z.infer<ReturnType<typeof queueSchema>>;
