import type { WebhookFormat } from '#domain/notification/format.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';

/** An endpoint as it is shown: everything but its secrets. */
export type EndpointView = Omit<StoredEndpoint, 'secrets' | 'format'> & { readonly format: WebhookFormat };

export function viewEndpoint({ secrets: _secrets, ...view }: StoredEndpoint): EndpointView {
  return { ...view, format: view.format ?? 'standard' };
}
