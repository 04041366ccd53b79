import * as z from 'zod';
import { once } from '../once.ts';
import { canonicalInstantSchema, idSchema } from '../wire.ts';

const fields = once(() => ({
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
}));
const active = once(() => z.boolean().meta({ description: 'Nobody is given a handoff who is not active.' }));

export const ownerInputSchema = once(() =>
  z.strictObject({ ...fields(), active: active().default(true) }).meta({ id: 'OwnerInput' }),
);
export type OwnerInput = z.infer<ReturnType<typeof ownerInputSchema>>;

export const ownerPatchSchema = once(() =>
  z
    .strictObject({ ...fields(), active: active() })
    .partial()
    .meta({ id: 'OwnerPatch' }),
);
export type OwnerPatch = z.infer<ReturnType<typeof ownerPatchSchema>>;

export const ownerSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      active: active(),
      id: z.string(),
      version: z.number().int().positive(),
      createdAt: canonicalInstantSchema(),
      updatedAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Owner', description: 'A person who can receive handoffs.' }),
);
export type Owner = z.infer<ReturnType<typeof ownerSchema>>;
