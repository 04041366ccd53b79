import { invalid } from '#domain/problem.ts';
import { checkEndpoint } from '#domain/webhook/check-endpoint.ts';
import type { EndpointInput } from '#domain/webhook/endpoint.ts';
import { storedEndpointSchema } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, limitsOf, requireScope } from '../context.ts';
import { createDocument } from '../documents.ts';
import { despiteOthers, requireStanding } from '../tenancy/caller-standing.ts';
import { auditedEndpoint } from './audited-endpoint.ts';
import { freshSecret } from './fresh-secret.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/**
 * Starts sending events to a URL. The signing secret is answered this once.
 *
 * @throws DomainError `validation_failed` with every cause, `limit_reached`, `unauthenticated` if the caller's key has ended
 * meanwhile
 */
export async function createEndpoint(
  context: CallContext,
  input: EndpointInput,
): Promise<EndpointView & { readonly secret: string }> {
  requireScope(context, 'webhooks:write');
  const { stores, now, newId, mode, egress } = context;
  const violations = checkEndpoint(input, { mode, egress });
  if (violations.length > 0) throw invalid(...violations);
  const { secret = freshSecret(context), ...members } = input;
  const stored = {
    ...members,
    id: newId('whe'),
    version: 1,
    secrets: [{ secret }],
    ...(members.enabled ? {} : { disabledReason: 'manual', disabledAt: now, missedSince: now }),
    createdAt: now,
    updatedAt: now,
  };
  const kind = { kind: 'webhook endpoint', limit: limitsOf(context).webhookEndpoints };
  const endpoint = storedEndpointSchema().parse(stored);
  await despiteOthers(async () => {
    const { writes } = await requireStanding(context);
    const accompanied = { beside: writes, audited: auditedEndpoint({ after: endpoint }) };
    await createDocument(context, stores.endpoints, kind, endpoint, accompanied);
  });
  return { ...viewEndpoint(endpoint, now), secret };
}
