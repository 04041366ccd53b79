import { VERSION } from '../version.ts';
import { dataOf, unexpected } from './answer.ts';
import { attempt, type Outgoing, type Received } from './attempt.ts';
import type { AnswerOf, AnyRequest, EntryOf, Method, PagedPath, PathOf, Reply, RequestArguments } from './operation.ts';
import { entriesOf, isPageAfter, type Page } from './paginate.ts';
import { persist } from './persist.ts';
import { requestPath } from './request-path.ts';
import { type ClientOptions, requireLimits, type Settings, settingsOf } from './settings.ts';

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...request: RequestArguments<M, P>
) => Promise<AnswerOf<M, P>>;

/**
 * The API, with paths as the reference writes them. Each call answers the body of a 2xx answer, or throws a BatonError; a
 * call that the caller's signal ended throws that signal's reason.
 */
export interface BatonClient {
  readonly get: Call<'GET'>;
  /** Has one effect however often it is sent: all attempts have one idempotency key, made up unless you give one. */
  readonly post: Call<'POST'>;
  readonly put: Call<'PUT'>;
  readonly patch: Call<'PATCH'>;
  readonly delete: Call<'DELETE'>;
  /** The same with status and headers, such as the ETag. */
  send<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...request: RequestArguments<M, P>
  ): Promise<Reply<AnswerOf<M, P>>>;
  /** The same for a route that this version has no types of. */
  request(method: Method, path: string, request?: AnyRequest): Promise<Reply<unknown>>;
  /** Every entry of a list, page by page as they are asked for; `query.limit` is the size of a page. */
  paginate<P extends PagedPath>(
    path: P,
    ...request: RequestArguments<'GET', P>
  ): AsyncGenerator<EntryOf<P>, void, undefined>;
}

/** Throws a TypeError or RangeError if an option cannot be. */
export function createClient(options: ClientOptions): BatonClient {
  const settings = settingsOf(options);
  const request: BatonClient['request'] = (method, path, call = {}) => perform(settings, method, path, call);
  const send: BatonClient['send'] = (method, path, ...[call]) => typed(request(method, path, call));
  const call =
    <M extends Method>(method: M): Call<M> =>
    async (path, ...[given]) => {
      const { data } = await request(method, path, given);
      return data as AnswerOf<M, typeof path>; // the document's word for it
    };
  return {
    get: call('GET'),
    post: call('POST'),
    put: call('PUT'),
    patch: call('PATCH'),
    delete: call('DELETE'),
    send,
    request,
    paginate(path, ...[given]) {
      const first: AnyRequest = given ?? {};
      return entriesOf(async (cursor) => {
        const query = cursor === undefined ? first.query : { ...first.query, cursor };
        const { data, status } = await request('GET', path, { ...first, ...(query === undefined ? {} : { query }) });
        if (isPageAfter(cursor, data)) return data as Page<EntryOf<typeof path>>; // the document's word for its entries
        throw unexpected({ method: 'GET', path, attempts: 1, status }, 'no page of a list');
      });
    },
  };
}

/** What the document says of an answer is believed: the server's tests hold it to that. */
function typed<T>(reply: Promise<Reply<unknown>>): Promise<Reply<T>> {
  return reply as Promise<Reply<T>>;
}

async function perform(
  settings: Settings,
  method: Method,
  template: string,
  request: AnyRequest,
): Promise<Reply<unknown>> {
  const outgoing = outgoingOf(settings, method, template, request);
  const maxRetries = request.maxRetries ?? settings.maxRetries;
  requireLimits({ maxRetries, timeoutMs: outgoing.timeoutMs });
  const isOfTenant = method === 'DELETE' && template === '/v1/tenant';
  const repeatable = method === 'POST' || (request.ifMatch === undefined && !isOfTenant);
  const { signal } = outgoing;
  return await persist({ method, signal, rules: { maxRetries, repeatable } }, async (attempts) =>
    replyOf(await attempt(settings, outgoing, attempts), outgoing, attempts),
  );
}

const KEY = /^[!-+\--~]{1,255}$/;

function outgoingOf(settings: Settings, method: Method, template: string, request: AnyRequest): Outgoing {
  const { body, ifMatch, idempotencyKey, signal } = request;
  if (idempotencyKey !== undefined && !KEY.test(idempotencyKey)) {
    throw new TypeError('idempotencyKey is 1 to 255 visible ASCII characters without a comma.');
  }
  const headers = new Headers(request.headers);
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.set(name, value);
  };
  set('accept', 'application/json, application/problem+json, */*;q=0.5');
  set('user-agent', agentOf(settings));
  set('authorization', settings.apiKey === undefined ? undefined : `Bearer ${settings.apiKey}`);
  set('content-type', body === undefined ? undefined : 'application/json');
  set('if-match', ifMatch);
  set('idempotency-key', method === 'POST' ? (idempotencyKey ?? randomKey()) : undefined);
  return {
    method,
    path: requestPath(template, request.path, request.query),
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
    timeoutMs: request.timeoutMs ?? settings.timeoutMs,
  };
}

/** Browsers send their own, and would ask the server's leave for another. */
function agentOf({ userAgent }: Settings): string | undefined {
  if ('document' in globalThis) return undefined;
  const own = `baton-sdk/${VERSION}`;
  return userAgent === undefined ? own : `${userAgent} ${own}`;
}

/** 128 random bits; `crypto.randomUUID` is not there on pages without TLS. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function replyOf({ status, headers, text }: Received, { method, path }: Outgoing, attempts: number): Reply<unknown> {
  return {
    data: dataOf(headers.get('content-type'), text, { method, path, attempts, status }),
    status,
    headers,
    requestId: headers.get('x-request-id') ?? undefined,
    etag: headers.get('etag') ?? undefined,
    replayed: headers.get('idempotent-replayed') === 'true',
  };
}
