import type * as z from 'zod';
import { handoff } from '#api/schemas/handoff.ts';
import { handoffEventPage } from '#api/schemas/handoff-event.ts';
import { type BatonClient, createClient } from '#sdk/index.ts';

/** An answer of the API, read to its end. `json` is undefined where the body is empty or no JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

export interface CallOptions {
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another key than the tenant's live one; null for none. */
  readonly key?: string | null;
}

export type HandoffAnswer = z.infer<ReturnType<typeof handoff>>;
export type TimelineEvent = z.infer<ReturnType<typeof handoffEventPage>>['data'][number];

/** A tenant as its own programs see the API. `url` is asked for at each call: a stack that starts again has another. */
export interface Tenant {
  readonly id: string;
  readonly live: string;
  readonly test: string;
  /** The SDK's client with a key: the tenant's live one by default. It tries nothing again, so that tests see all there is. */
  client(key?: string): BatonClient;
  /** A single request as it is, without what the SDK adds to it, and its answer, whatever that is. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Creates something and answers its members. */
  create<T extends object = { id: string }>(path: string, json: unknown): Promise<T & { id: string }>;
  handoff(id: string): Promise<HandoffAnswer>;
  /** Carries out a command on a handoff; fails the test if it is refused. */
  command(id: string, name: string, json?: unknown): Promise<HandoffAnswer>;
  /** The whole timeline, page by page. */
  timeline(id: string): Promise<TimelineEvent[]>;
}

interface Place {
  readonly url: string;
}

export async function request(place: Place, method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  const response = await fetch(place.url + path, {
    method,
    headers: {
      ...(options.json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(typeof options.key === 'string' ? { authorization: `Bearer ${options.key}` } : {}),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The body of an answer that must have `status`; held to `schema`. */
export function bodyOf<T>(answer: Answer, status: number, schema: z.ZodType<T>): T {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return schema.parse(answer.json);
}

/** Signs up at a stack. */
export async function signUp(place: Place, name = 'Acme RevOps'): Promise<Tenant> {
  const { tenant, apiKeys } = await clientOf(place).post('/v1/tenants', { body: { name } });
  return tenantOf(place, tenant.id, apiKeys.live.secret, apiKeys.test.secret);
}

function clientOf({ url }: Place, apiKey?: string): BatonClient {
  return createClient({ baseUrl: url, maxRetries: 0, ...(apiKey === undefined ? {} : { apiKey }) });
}

function tenantOf(place: Place, id: string, live: string, test: string): Tenant {
  const client: Tenant['client'] = (key = live) => clientOf(place, key);
  return {
    id,
    live,
    test,
    client,
    call: (method, path, options = {}) => request(place, method, path, { key: live, ...options }),
    async create<T extends object>(path: string, json: unknown) {
      const { status, data } = await client().request('POST', path, { body: json });
      if (status !== 201) throw new Error(`POST ${path}: ${status}`);
      return data as T & { id: string };
    },
    async handoff(handoffId) {
      return handoff().parse(await client().get('/v1/handoffs/{id}', { path: { id: handoffId } }));
    },
    async command(handoffId, name, json = {}) {
      const { data } = await client().request('POST', '/v1/handoffs/{id}/{name}', {
        path: { id: handoffId, name },
        body: json,
      });
      return handoff().parse(data);
    },
    async timeline(handoffId) {
      const list = client().paginate('/v1/handoffs/{id}/events', { path: { id: handoffId }, query: { limit: 100 } });
      const events: unknown[] = [];
      for await (const event of list) events.push(event);
      return handoffEventPage().shape.data.parse(events);
    },
  };
}
