import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AuthenticatedContext } from '#api/context.ts';
import type { Caller, Idempotency, UnderKey } from '#api/idempotency-port.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import { heldBack } from '#services/tenancy/open-handoffs.ts';
import type { Platform } from '#services/tenancy/platform.ts';
import { AtomicRequest } from '#storage/atomic-request.ts';
import type { Refusal } from '#storage/held-write.ts';
import { type IdempotencyEntry, platformEntry, tenantEntry } from '#storage/idempotency-store.ts';
import type { ClientOf } from './tenant-clients.ts';

export interface IdempotencyParts {
  /** For what concerns no tenant yet. */
  readonly client: DynamoDBClient;
  readonly clientOf: ClientOf;
  readonly table: string;
  readonly now: () => Instant;
  /** A caller's context whose writes are those of the run. */
  readonly contextThrough: (caller: Caller, run: AtomicRequest) => AuthenticatedContext;
  /** The same for what concerns no tenant yet. */
  readonly platformThrough: (run: AtomicRequest) => Platform;
}

/** Where requests are noted that name a key, each in the world of its caller. */
export function createIdempotency({
  client,
  clientOf,
  table,
  now,
  contextThrough,
  platformThrough,
}: IdempotencyParts): Idempotency {
  const nowMs = () => epochOf(now());
  return {
    ofTenant: (caller, name) =>
      underKey(tenantEntry(clientOf(caller.principal.tenantId), table, caller.principal, name), nowMs, (run) =>
        withRun(contextThrough(caller, run), run),
      ),
    ofPlatform: (name) =>
      underKey(platformEntry(client, table, name), nowMs, (run) => ({
        ...platformThrough(run),
        tieAnswer: (tenantId) => {
          run.tieTo(tenantId);
          return name;
        },
      })),
  };
}

function withRun(context: AuthenticatedContext, run: AtomicRequest): AuthenticatedContext {
  return {
    ...context,
    openHandoffs: heldBack(context.openHandoffs, (tell) => run.onceWritten(tell)),
    undertaking: { chosen: () => run.undertaken, keep: (chosen) => run.undertake(chosen) },
  };
}

function underKey<C>(entry: IdempotencyEntry, now: () => number, contextOf: (run: AtomicRequest) => C): UnderKey<C> {
  const refusals: Refusal[] = [];
  return {
    find: () => entry.find(),
    run: (fingerprint, { after, again }) => {
      const run = new AtomicRequest({ entry, fingerprint, after, again, now, refusals });
      return {
        context: contextOf(run),
        get overtaken() {
          return run.overtaken;
        },
        get begun() {
          return run.begun;
        },
        open: () => run.open(),
        claim: () => run.claim(),
        settle: (sealed) => run.settle(sealed),
        confirmed: () => run.confirmed(),
        abandon: () => run.abandon(),
      };
    },
  };
}
