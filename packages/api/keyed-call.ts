import { epochOf } from '#domain/instant.ts';
import type { AppDependencies } from './app.ts';
import { reportFailure, withEffects } from './failure.ts';
import { answerOnce } from './idempotency.ts';
import type { Caller } from './idempotency-port.ts';
import { IdempotencySecret } from './idempotency-secret.ts';
import type { Part, PartAnswer, PartsOfCall } from './parts.ts';
import { PROBLEMS } from './problem.ts';
import { type Occurrence, problemBody } from './problem-response.ts';
import { overRate } from './rate-limit.ts';
import { readJsonBody } from './request/body.ts';
import type { AnyReply, AuthenticatedRoute, Incoming, PublicRoute } from './route.ts';

type Dependencies = Pick<
  AppDependencies,
  'attend' | 'idempotency' | 'log' | 'now' | 'version' | 'contextFor' | 'platform'
>;

/** Answers a stranger's request that names a key. */
export async function answerStranger(
  route: PublicRoute,
  incoming: Incoming,
  key: string,
  { idempotency, log, now: clock, version, platform }: Dependencies,
): Promise<AnyReply> {
  const secret = new IdempotencySecret(key, 'platform');
  const now = clock();
  const { source = 'unknown' } = incoming.request;
  return answerOnce({
    secret,
    under: (await idempotency()).ofPlatform(secret.name),
    request: { ...incoming.request, body: readJsonBody(incoming.request) },
    repeatable: route.repeatable === true,
    answer: (by) => route.answer(incoming, { now, version, platform: by, source }),
    stands: async ({ tenantId }) =>
      tenantId === undefined || (await platform.accountOf(tenantId).tenant.get(tenantId)) !== undefined,
    now: () => epochOf(clock()),
    log,
  });
}

/** Answers a tenant's request that names a key. */
export async function answerKeyed(
  route: AuthenticatedRoute,
  incoming: Incoming,
  key: string,
  { caller, idempotency, log, now }: Dependencies & { readonly caller: Caller },
): Promise<AnyReply> {
  const secret = secretOf(caller, 'key', key);
  return answerOnce({
    secret,
    under: (await idempotency()).ofTenant(caller, secret.name),
    request: { ...incoming.request, body: readJsonBody(incoming.request), apiKeyId: caller.principal.keyId },
    repeatable: route.repeatable === true,
    inParts: route.inParts === true,
    answer: (context, claim) => route.answer({ ...incoming, parts: claimedBy(claim, incoming.parts) }, context),
    now: () => epochOf(now()),
    log,
  });
}

/** A process that ends after the first part has left the key to nobody else. */
function claimedBy(claim: () => Promise<void>, parts: PartsOfCall): PartsOfCall {
  const answer: PartsOfCall['answer'] = async (part) => {
    await claim();
    return parts.answer(part);
  };
  return { ...parts, answer };
}

/** Answers one of several requests that came as one. Each counts as one of the caller's rate. */
export async function answerPart(
  part: Part,
  occurrence: Occurrence,
  dependencies: Dependencies & { readonly caller: Caller },
): Promise<PartAnswer> {
  try {
    const { admitted, settled, standing } = await dependencies.attend(dependencies.caller.principal);
    if (!admitted) throw overRate(standing());
    const [{ status, body }] = await Promise.all([runPart(part, dependencies), settled]);
    return { status, body };
  } catch (error) {
    const report = reportFailure(error, { method: 'POST', path: part.path }, occurrence, dependencies.log);
    return { status: PROBLEMS[report.code].status, problem: problemBody(report, occurrence) };
  }
}

async function runPart(
  { key, path, body, run }: Part,
  { caller, idempotency, log, now, contextFor }: Dependencies & { readonly caller: Caller },
): Promise<AnyReply> {
  if (key === undefined) return withEffects(contextFor(caller.principal, caller.now, caller.requestId), run);
  const secret = 'named' in key ? secretOf(caller, 'key', key.named) : secretOf(caller, 'part', key.derived);
  return answerOnce({
    secret,
    under: (await idempotency()).ofTenant(caller, secret.name),
    request: { method: 'POST', path, query: '', body, apiKeyId: caller.principal.keyId },
    repeatable: false,
    answer: run,
    now: () => epochOf(now()),
    log,
  });
}

/** A tenant's keys are of one mode; those that are derived for parts are none that a caller could name. */
function secretOf({ principal: { tenantId, mode } }: Caller, kind: 'key' | 'part', key: string): IdempotencySecret {
  return new IdempotencySecret(key, `${tenantId} ${mode} ${kind}`);
}
