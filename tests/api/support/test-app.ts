import { type App, type AppDependencies, createApp } from '#api/app.ts';
import type { Route } from '#api/route.ts';
import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import type { Principal } from '#domain/tenancy/api-key.ts';

export const NOON: Instant = instantFromEpoch(Date.UTC(2026, 10, 22, 12));

export const KEYS: Readonly<Record<string, Principal>> = {
  reader: { tenantId: 'ten_A', mode: 'live', keyId: 'key_reader', scopes: ['handoffs:read'] },
  writer: { tenantId: 'ten_A', mode: 'live', keyId: 'key_writer', scopes: ['handoffs:read', 'handoffs:write'] },
};

export interface LoggedError {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** An app over `routes` in which the bearer tokens are the names of `KEYS`. */
export function testApp(routes: readonly Route[], overrides: Partial<AppDependencies> = {}) {
  const logged: LoggedError[] = [];
  const app: App = createApp(routes, {
    authenticate: async (token) => KEYS[token],
    version: '0.0.0-test',
    now: () => NOON,
    newRequestId: () => 'req_new',
    log: { error: (message, fields) => logged.push({ message, fields }) },
    ...overrides,
  });
  return {
    logged,
    call: async (method: string, path: string, init: CallInit = {}) => {
      const response = await app.fetch(requestFor(method, path, init));
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

export interface CallInit {
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with no Content-Type unless `headers` has one. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

function requestFor(method: string, path: string, init: CallInit): Request {
  const headers = new Headers(init.headers);
  if (init.key !== undefined) headers.set('authorization', `Bearer ${init.key}`);
  if (init.json !== undefined) headers.set('content-type', 'application/json');
  const body = init.json === undefined ? init.body : JSON.stringify(init.json);
  // A string body would bring its own Content-Type; bytes do not.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return new Request(`https://api.example.test${path}`, {
    method,
    headers,
    ...(bytes !== undefined && { body: bytes }),
  });
}
