import { randomBytes } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { monotonicFactory } from 'ulidx';
import { type AppDependencies, createApp } from '#api/app.ts';
import { createCursorSeal } from '#api/cursor.ts';
import type { ApiRequest } from '#api/http.ts';
import type { Caller } from '#api/idempotency-port.ts';
import { LINES_TYPE } from '#api/line-answer.ts';
import type { Route } from '#api/route.ts';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';
import { createIdempotency } from '#runtime/idempotency.ts';
import { TermsCache } from '#services/contract/terms.ts';
import { FailedAttempts } from '#services/tenancy/failed-attempts.ts';
import type { OpenHandoffs } from '#services/tenancy/open-handoffs.ts';
import type { Passage } from '#services/tenancy/rate-limiter.ts';
import { RecentReads } from '#storage/recent-reads.ts';
import { createAccountStores, createTenantStores } from '#storage/stores.ts';
import { WatchedWrites } from '#storage/watched-writes.ts';
import { memoryDynamo } from './memory-dynamo.ts';

export const NOON: Instant = instantFromEpoch(Date.UTC(2026, 10, 22, 12));
const TENANT = 'ten_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';

/** Callers whose bearer token is their name here, unless a test authenticates otherwise. */
export const KEYS: Readonly<Record<string, Principal>> = {
  reader: { tenantId: TENANT, mode: 'live', keyId: 'key_reader', scopes: ['handoffs:read'] },
  writer: { tenantId: TENANT, mode: 'live', keyId: 'key_writer', scopes: ['handoffs:read', 'handoffs:write'] },
};

export interface LoggedError {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Open handoffs of a tenant that is far below its limit. */
export const UNCOUNTED: OpenHandoffs = {
  known: () => 0,
  note: () => undefined,
  isCountDue: () => false,
  correct: async () => undefined,
};

/** What nobody is refused: rates are for tests of their own. */
export const UNLIMITED: Passage = {
  admitted: true,
  settled: Promise.resolve(),
  standing: () => ({ terms: { perSecond: 200, burst: 1_000 }, remaining: 999, resetMs: 5, retryMs: 0 }),
};

/** The dependencies of an app over a table in memory. */
export function memoryDependencies(client = memoryDynamo(), openHandoffs = UNCOUNTED): Omit<AppDependencies, 'log'> {
  const terms = new TermsCache();
  // of its own: ids never go back to an earlier time, and another app may have been ahead
  const nextUlid = monotonicFactory(() => (randomBytes(1)[0] ?? 0) / 256);
  const unknownReceipts = new FailedAttempts('receipts');
  const platformBy = (by: DynamoDBClient) => ({
    accountOf: (tenantId: string) => createAccountStores(by, 'baton', tenantId),
    newId: (prefix: string, now: Instant) => `${prefix}_${nextUlid(epochOf(now))}`,
    randomBytes: (count: number) => randomBytes(count),
    admitSignUp: async () => UNLIMITED,
    unknownReceipts,
  });
  const platform = platformBy(client);
  const recent = new RecentReads(() => performance.now());
  const contextBy = ({ principal, now, requestId }: Caller, by: DynamoDBClient, reads?: RecentReads) => ({
    tenantId: principal.tenantId,
    mode: principal.mode,
    now,
    stores: createTenantStores(by, 'baton', principal.tenantId, principal.mode, reads, () => now),
    terms,
    newId: (prefix: string) => platform.newId(prefix, now),
    principal,
    actor: { type: 'api_key' as const, id: principal.keyId },
    account: createAccountStores(by, 'baton', principal.tenantId),
    egress: 'strict' as const,
    openHandoffs,
    requestId,
    randomBytes: platform.randomBytes,
  });
  return {
    authenticate: async (token) => KEYS[token],
    attend: async () => UNLIMITED,
    version: '0.0.0-test',
    now: () => NOON,
    newRequestId: () => 'req_new',
    platform,
    cursors: createCursorSeal('a secret of the tests, and of nobody else'),
    contextFor: (principal, now, requestId) => {
      const watched = new WatchedWrites(client);
      return {
        ...contextBy({ principal, now, requestId }, watched.client),
        hasWritten: () => watched.hasWritten,
      };
    },
    idempotency: async () =>
      createIdempotency({
        clientOf: () => client,
        client,
        table: 'baton',
        now: () => NOON,
        contextThrough: (caller, run) => contextBy(caller, run.client, run.remembering(recent)),
        platformThrough: (run) => platformBy(run.client),
      }),
  };
}

export function testApp(routes: readonly Route[], overrides: Partial<AppDependencies> = {}) {
  const logged: LoggedError[] = [];
  const log = { error: (message: string, fields: LoggedError['fields']) => logged.push({ message, fields }) };
  const app = createApp(routes, { ...memoryDependencies(), log, ...overrides });
  return {
    logged,
    call: async (method: string, path: string, init: CallInit = {}) => {
      const { status, headers, body: text = '' } = await app(requestFor(method, path, init));
      const isJson = text !== '' && headers['content-type'] !== LINES_TYPE;
      return { status, headers: new Headers({ ...headers }), text, json: isJson ? JSON.parse(text) : undefined };
    },
  };
}

export interface CallInit {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The address that it comes from. */
  readonly source?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with no Content-Type unless `headers` has one. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

function requestFor(method: string, path: string, init: CallInit): ApiRequest {
  const [pathname = '', ...query] = path.split('?');
  const given = Object.entries(init.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method,
    path: pathname,
    query: query.join('?'),
    headers: {
      ...(init.key !== undefined && { authorization: `Bearer ${init.key}` }),
      ...(init.json !== undefined && { 'content-type': 'application/json' }),
      ...Object.fromEntries(given),
    },
    body: init.json === undefined ? init.body : JSON.stringify(init.json),
    origin: 'https://api.example.test',
    ...(init.source !== undefined && { source: init.source }),
  };
}
