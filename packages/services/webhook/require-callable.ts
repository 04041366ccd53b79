import { invalid } from '#domain/problem.ts';
import { checkEndpointUrl } from '#domain/webhook/endpoint-url.ts';
import type { CallContext } from '../context.ts';

/** Refuses a URL that Baton would not call, with every cause. @throws DomainError `validation_failed` */
export function requireCallable({ mode, egress }: CallContext, url: string): void {
  const violations = checkEndpointUrl(url, { mode, egress });
  if (violations.length > 0) throw invalid(...violations);
}
