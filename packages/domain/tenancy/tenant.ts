import * as z from 'zod';
import { once } from '../once.ts';
import { isTimeZone } from '../time-zone.ts';
import { canonicalInstantSchema } from '../wire.ts';

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

const TIMEZONE = 'IANA time zone of the organisation. It is kept; no clock depends on it.';

/** What a sign-up says. */
export const tenantInputSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      timezone: z
        .string()
        .max(64)
        .refine(isTimeZone, { error: 'must be an IANA time zone, such as Europe/Berlin' })
        .default('UTC')
        .meta({ description: TIMEZONE, examples: ['Europe/Berlin'] }),
    })
    .meta({ id: 'TenantInput' }),
);
export type TenantInput = z.infer<ReturnType<typeof tenantInputSchema>>;

export const tenantSchema = once(() =>
  z
    .strictObject({
      ...fields(),
      id: z.string().meta({ examples: ['ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD'] }),
      timezone: z.string().meta({ description: TIMEZONE, examples: ['Europe/Berlin'] }),
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
