import * as z from 'zod';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

const fields = {
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ examples: ['EMEA onboarding'] }),
};
const strategy = z.literal('manual', { error: 'must be "manual": members claim what they take' }).meta({
  description: 'How a handoff in the queue finds its owner. `manual`: a member claims it by accepting it.',
});
const members = z
  .array(z.strictObject({ ownerId: idSchema('own') }))
  .max(200)
  .meta({ description: 'Who may claim from the queue. Empty: every active owner.' });

export const queueInputSchema = z
  .strictObject({ ...fields, strategy: strategy.default('manual'), members: members.default([]) })
  .meta({ id: 'QueueInput' });
export type QueueInput = z.infer<typeof queueInputSchema>;

export const queuePatchSchema = z
  .strictObject({ ...fields, strategy, members })
  .partial()
  .meta({ id: 'QueuePatch' });
export type QueuePatch = z.infer<typeof queuePatchSchema>;

export const queueSchema = z
  .strictObject({
    ...fields,
    strategy,
    members,
    id: z.string(),
    version: z.number().int().positive(),
    createdAt: canonicalInstantSchema,
    updatedAt: canonicalInstantSchema,
  })
  .meta({ id: 'Queue', description: 'Where handoffs wait until somebody claims them.' });
export type Queue = z.infer<typeof queueSchema>;
