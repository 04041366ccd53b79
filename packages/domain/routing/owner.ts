import * as z from 'zod';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

const fields = {
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ examples: ['Priya Raman'] }),
  email: z
    .email({ error: 'must be an e-mail address' })
    .max(254)
    .optional()
    .meta({ examples: ['priya@acme.example'] }),
  managerId: idSchema('own')
    .optional()
    .meta({ description: 'The owner who is told when an escalation says `manager`.' }),
};
const active = z.boolean().meta({ description: 'Nobody is given a handoff who is not active.' });

export const ownerInputSchema = z.strictObject({ ...fields, active: active.default(true) }).meta({ id: 'OwnerInput' });
export type OwnerInput = z.infer<typeof ownerInputSchema>;

export const ownerPatchSchema = z
  .strictObject({ ...fields, active })
  .partial()
  .meta({ id: 'OwnerPatch' });
export type OwnerPatch = z.infer<typeof ownerPatchSchema>;

export const ownerSchema = z
  .strictObject({
    ...fields,
    active,
    id: z.string(),
    version: z.number().int().positive(),
    createdAt: canonicalInstantSchema,
    updatedAt: canonicalInstantSchema,
  })
  .meta({ id: 'Owner', description: 'A person who can receive handoffs.' });
export type Owner = z.infer<typeof ownerSchema>;
