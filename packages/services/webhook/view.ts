import type { Instant } from '#domain/instant.ts';
import type { WebhookFormat } from '#domain/notification/format.ts';
import { type CustomHeaders, hideValues } from '#domain/webhook/custom-headers.ts';
import { overlapEnd } from '#domain/webhook/secret-rotation.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';

/** An endpoint as it is shown: everything but its secrets, the values of its headers and what it is judged by. */
export type EndpointView = Omit<StoredEndpoint, 'secrets' | 'format' | 'headers' | 'failingDays'> & {
  readonly format: WebhookFormat;
  /** With what stands for the values. */
  readonly headers?: CustomHeaders;
  /** Until when the secret before the current one signs as well. */
  readonly previousSecretExpiresAt?: Instant;
};

export function viewEndpoint(
  { secrets, headers, failingDays: _, ...view }: StoredEndpoint,
  now: Instant,
): EndpointView {
  const previousSecretExpiresAt = overlapEnd(secrets, now);
  return {
    ...view,
    format: view.format ?? 'standard',
    ...(headers !== undefined && { headers: hideValues(headers) }),
    ...(previousSecretExpiresAt !== undefined && { previousSecretExpiresAt }),
  };
}
