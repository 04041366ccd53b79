import * as z from 'zod';
import { addSeconds, earlier, type Instant } from '../instant.ts';
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

/** Receivers try each signature, so their number is bounded. */
const MAX_SECRETS = 5;

/** How long a replaced secret goes on signing unless the tenant says otherwise. */
export const DEFAULT_SECRET_OVERLAP_SECONDS = 24 * 3600;

/** The secrets that sign at `now`, the current one first. */
export function activeSecrets(secrets: readonly EndpointSecret[], now: Instant): string[] {
  return secrets.filter(({ expiresAt }) => expiresAt === undefined || expiresAt > now).map(({ secret }) => secret);
}

/**
 * Makes `fresh` the current secret. Those before it sign for `overlapSeconds` more, and never longer than they would
 * have; expired ones, and the oldest beyond five, are dropped.
 */
export function rotateSecrets(
  secrets: readonly EndpointSecret[],
  fresh: string,
  now: Instant,
  overlapSeconds = DEFAULT_SECRET_OVERLAP_SECONDS,
): EndpointSecret[] {
  const end = addSeconds(now, overlapSeconds);
  const previous = secrets
    .map(({ secret, expiresAt }) => ({ secret, expiresAt: expiresAt === undefined ? end : earlier(expiresAt, end) }))
    .filter(({ expiresAt }) => expiresAt > now);
  return [{ secret: fresh }, ...previous].slice(0, MAX_SECRETS);
}
