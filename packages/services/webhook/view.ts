import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';

/** An endpoint as it is shown: everything but its secrets. */
export type EndpointView = Omit<StoredEndpoint, 'secrets'>;

export function viewEndpoint({ secrets: _secrets, ...view }: StoredEndpoint): EndpointView {
  return view;
}
