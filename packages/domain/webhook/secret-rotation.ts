import * as z from 'zod';
import { addSeconds, type Instant } from '../instant.ts';
import { once } from '../once.ts';
import { canonicalInstantSchema } from '../wire.ts';

/** A secret of an endpoint. One without `expiresAt` is the current one; the other still signs until then. */
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

/** Until when a secret that was replaced signs beside the current one; undefined if none does at `now`. */
export function overlapEnd(secrets: readonly EndpointSecret[], now: Instant): Instant | undefined {
  return secrets.map(({ expiresAt }) => expiresAt).find((end) => end !== undefined && end > now);
}

/**
 * Makes `fresh` the current secret. The one before signs for `overlapSeconds` more, not at all if that is 0; one that was
 * replaced earlier ends at once, so that never more than two sign.
 */
export function rotateSecrets(
  secrets: readonly EndpointSecret[],
  fresh: string,
  now: Instant,
  overlapSeconds: number,
): [EndpointSecret, ...EndpointSecret[]] {
  const expiresAt = addSeconds(now, overlapSeconds);
  const previous = secrets.filter((each) => each.expiresAt === undefined && each.secret !== fresh);
  return [{ secret: fresh }, ...previous.flatMap(({ secret }) => (expiresAt > now ? [{ secret, expiresAt }] : []))];
}
