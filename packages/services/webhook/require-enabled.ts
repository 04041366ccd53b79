import { DomainError } from '#domain/problem.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';

/** Refuses to send to an endpoint that takes nothing. @throws DomainError `conflict` */
export function requireEnabled({ id, enabled }: StoredEndpoint): void {
  if (enabled) return;
  throw new DomainError('conflict', `The webhook endpoint ${id} is disabled; enable it first.`, {
    extensions: { enabled },
  });
}
