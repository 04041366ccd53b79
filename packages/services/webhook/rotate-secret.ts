import { durationSeconds } from '#domain/contract/duration.ts';
import { DomainError, invalid } from '#domain/problem.ts';
import { checkSecret } from '#domain/webhook/check-endpoint.ts';
import type { SecretRotation } from '#domain/webhook/rotation-input.ts';
import { activeSecrets, overlapEnd, rotateSecrets } from '#domain/webhook/secret-rotation.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import { type CallContext, concurrentUpdate, requireScope } from '../context.ts';
import { findDocument, saveDocument } from '../documents.ts';
import { despiteOthers, requireStanding } from '../tenancy/caller-standing.ts';
import { auditedEndpoint } from './audited-endpoint.ts';
import { freshSecret } from './fresh-secret.ts';
import { type EndpointView, viewEndpoint } from './view.ts';

/**
 * Gives an endpoint another signing secret, which is answered this once. The one before signs beside it for the overlap.
 *
 * @throws DomainError `conflict` while the overlap of an earlier rotation lasts, unless forced; `validation_failed`,
 * `concurrent_update`, `unauthenticated` if the caller's key has ended meanwhile
 */
export async function rotateSecret(
  context: CallContext,
  id: string,
  { overlap, force, secret = freshSecret(context) }: SecretRotation,
  ifVersion?: number,
): Promise<EndpointView & { readonly secret: string }> {
  requireScope(context, 'webhooks:write');
  const malformed = checkSecret(secret);
  if (malformed.length > 0) throw invalid(...malformed);
  const after = await rotateOnce(context, id, { overlap, force, secret }, ifVersion);
  return { ...viewEndpoint(after, context.now), secret };
}

type Rotation = SecretRotation & { readonly secret: string };

/** Whatever deliveries note of the endpoint meanwhile; but not after another rotation, whose secret nobody would have got. */
function rotateOnce(
  context: CallContext,
  id: string,
  rotation: Rotation,
  ifVersion: number | undefined,
): Promise<StoredEndpoint> {
  let known: StoredEndpoint['secrets'] | undefined;
  return despiteOthers(async () => {
    const before = await findDocument(context.stores.endpoints, 'webhook endpoint', id, ifVersion);
    known ??= before.secrets;
    if (known[0]?.secret !== before.secrets[0]?.secret) throw concurrentUpdate('webhook endpoint', id);
    return rotate(context, before, rotation);
  });
}

async function rotate(
  context: CallContext,
  before: StoredEndpoint,
  { overlap, force, secret }: Rotation,
): Promise<StoredEndpoint> {
  const { stores, now } = context;
  if (!force) refuseWithinOverlap(context, before);
  const [current] = activeSecrets(before.secrets, now);
  if (current === secret) {
    throw invalid({
      pointer: '/secret',
      code: 'secret_in_use',
      message: 'must be another secret than the present one',
    });
  }
  const secrets = rotateSecrets(before.secrets, secret, now, durationSeconds(overlap));
  const after = { ...before, secrets, secretRotatedAt: now, version: before.version + 1, updatedAt: now };
  const { writes } = await requireStanding(context);
  const audited = auditedEndpoint({ before, after });
  const accompanied = { done: 'secret_rotated', beside: writes, audited };
  return saveDocument(context, stores.endpoints, 'webhook endpoint', { before, after }, accompanied);
}

function refuseWithinOverlap({ now }: CallContext, { id, secrets }: StoredEndpoint): void {
  const previousSecretExpiresAt = overlapEnd(secrets, now);
  if (previousSecretExpiresAt === undefined) return;
  const message = `The secret of ${id} was rotated already, and the one before signs until ${previousSecretExpiresAt}. Wait until then, or send force to end it at once.`;
  throw new DomainError('conflict', message, { extensions: { previousSecretExpiresAt } });
}
