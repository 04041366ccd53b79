import * as z from 'zod';
import { once } from '../once.ts';
import { isTimeZone } from '../time-zone.ts';
import { canonicalInstantSchema } from '../wire.ts';
import { PLAN_NAMES } from './plan.ts';

const fields = once(() => ({
  name: z
    .string({ error: 'must be text' })
    .trim()
    .min(1, { error: 'must not be empty' })
    .max(200, { error: 'must be at most 200 characters' })
    .meta({ description: 'The name of the organisation.', examples: ['Acme RevOps'] }),
  email: z
    .email({ error: 'must be an e-mail address' })
    .max(254)
    .optional()
    .meta({ description: 'Where the operator can reach you.', examples: ['ops@acme.example'] }),
}));

const TIMEZONE = 'IANA time zone of the organisation, by whose days figures are counted. No clock depends on it.';

const timezone = once(() =>
  z
    .string()
    .max(64)
    .refine(isTimeZone, { error: 'must be an IANA time zone, such as Europe/Berlin' })
    .meta({ description: TIMEZONE, examples: ['Europe/Berlin'] }),
);

/** What a sign-up says. */
export const tenantInputSchema = once(() =>
  z.strictObject({ ...fields(), timezone: timezone().default('UTC') }).meta({ id: 'TenantInput' }),
);
export type TenantInput = z.infer<ReturnType<typeof tenantInputSchema>>;

/** What a tenant may change of itself. */
export const tenantPatchSchema = once(() => {
  const { name, email } = fields();
  return z
    .strictObject({
      name: name.optional(),
      email: email.nullable().meta({ description: 'Where the operator can reach you; null takes it away.' }),
      timezone: timezone().optional(),
    })
    .meta({ id: 'TenantPatch' });
});
export type TenantPatch = z.infer<ReturnType<typeof tenantPatchSchema>>;

export const tenantSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      id: z.string().meta({ examples: ['ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      timezone: z.string().meta({ description: TIMEZONE, examples: ['Europe/Berlin'] }),
      plan: z
        .enum(PLAN_NAMES)
        .default('standard')
        .meta({ description: 'What the tenant may have and do; the operator sets it.', examples: ['standard'] }),
      version: z
        .number()
        .int()
        .positive()
        .meta({ description: '1, and one more with each change.', examples: [1] }),
      createdAt: canonicalInstantSchema(),
    })
    .meta({ id: 'Tenant', description: 'An organisation and all that it owns.' }),
);
export type Tenant = z.infer<ReturnType<typeof tenantSchema>>;
