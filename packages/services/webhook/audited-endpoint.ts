import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { urlOrigin } from '#domain/webhook/url-origin.ts';
import type { AuditedChange } from '../tenancy/audit-change.ts';

/** What the audit log compares of an endpoint: its URL is withheld, as whoever has it may post there; its `origin` is told. */
export function auditedEndpoint(states: {
  readonly before?: StoredEndpoint;
  readonly after?: StoredEndpoint;
}): Pick<AuditedChange, 'before' | 'after' | 'secrets'> {
  const { before, after } = states;
  return {
    ...(before && { before: withOrigin(before) }),
    ...(after && { after: withOrigin(after) }),
    secrets: ['url'],
  };
}

function withOrigin(endpoint: StoredEndpoint): object {
  return { ...endpoint, origin: urlOrigin(endpoint.url) };
}
