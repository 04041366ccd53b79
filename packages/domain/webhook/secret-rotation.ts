import * as z from 'zod';
import type { Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** A secret of an endpoint. One without `expiresAt` is the current one; the others still sign until then. */
export const endpointSecretSchema = once(() =>
  z.strictObject({
    secret: z.string(),
    expiresAt: canonicalInstantSchema().optional(),
  }),
);
export type EndpointSecret = z.infer<ReturnType<typeof endpointSecretSchema>>;

/** The secrets that sign at `now`, the current one first. */
export function activeSecrets(secrets: readonly EndpointSecret[], now: Instant): string[] {
  return secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now).map(({ secret }) => secret);
}
