import type { Egress } from '#domain/webhook/address.ts';
import { type CustomHeaders, isSendable } from '#domain/webhook/custom-headers.ts';
import { checkEndpointUrl, hostOf } from '#domain/webhook/endpoint-url.ts';
import { excerptOf } from '#domain/webhook/excerpt.ts';
import type { AttemptOutcome, AttemptPhase } from '#domain/webhook/outcome.ts';
import type { WebhookHeaders } from '#domain/webhook/signature.ts';
import type { Mode } from '#domain/wire.ts';
import { type Answer, exchange } from './exchange.ts';
import { judgeHost } from './judged-host.ts';
import { createDnsResolver, type ResolveHost } from './resolver.ts';
import { withTimeLimit } from './time-limit.ts';

/** From resolving the name to the end of the answer. */
export const DEFAULT_TIMEOUT_MS = 15_000;

export interface WebhookSenderOptions {
  readonly egress: Egress;
  readonly resolve?: ResolveHost;
  readonly timeoutMs?: number;
}

export interface WebhookPost {
  readonly url: string;
  /** Live mode requires HTTPS. */
  readonly mode: Mode;
  readonly headers: WebhookHeaders;
  /** Of the tenant's own; what is echoed of their values is not kept. */
  readonly customHeaders?: CustomHeaders | undefined;
  /** By which it was signed; what is echoed of them is not kept either. */
  readonly secrets?: readonly string[] | undefined;
  /** The JSON that was signed, unchanged. */
  readonly body: string;
}

export interface WebhookSender {
  /** Makes one attempt. Whatever the URL, the network or the receiver do is an outcome, never a rejection. */
  readonly post: (post: WebhookPost) => Promise<AttemptOutcome>;
}

/** The only way by which Baton calls addresses that tenants choose. */
export function createWebhookSender(options: WebhookSenderOptions): WebhookSender {
  return { post: (post) => attempt(post, options) };
}

async function attempt(post: WebhookPost, options: WebhookSenderOptions): Promise<AttemptOutcome> {
  const { egress, resolve = createDnsResolver(), timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  const startedAt = performance.now();
  const latency = () => Math.round(performance.now() - startedAt);
  const forbidden = refuseUrl(post, egress);
  if (forbidden !== undefined) return { ...forbidden, latencyMs: latency() };

  let phase: AttemptPhase = 'resolve';
  const limited = await withTimeLimit(timeoutMs, (signal) =>
    send(post, { egress, resolve, signal, onPhase: (next) => (phase = next) }),
  );
  switch (limited.status) {
    case 'finished':
      return { ...limited.value, latencyMs: latency() };
    case 'failed':
      return { kind: 'connection_error', code: codeOf(limited.error), latencyMs: latency() };
    case 'timed_out':
      return { kind: 'timeout', phase, latencyMs: latency() };
  }
}

type WithoutLatency<T> = T extends unknown ? Omit<T, 'latencyMs'> : never;
type Result = WithoutLatency<AttemptOutcome>;

interface Surroundings {
  readonly egress: Egress;
  readonly resolve: ResolveHost;
  readonly signal: AbortSignal;
  readonly onPhase: (phase: AttemptPhase) => void;
}

/** The URL was judged when the endpoint was saved; mode, egress and rules may have changed since. */
function refuseUrl({ url, mode }: WebhookPost, egress: Egress): Result | undefined {
  const violations = checkEndpointUrl(url, { mode, egress });
  const [first] = violations;
  if (first === undefined) return undefined;
  const forbidden = violations.find(({ code }) => code === 'url_address_forbidden');
  if (forbidden === undefined) return { kind: 'refused_url', code: first.code };
  const { address = '', range = '' } = forbidden.details ?? {};
  return { kind: 'refused_address', address: String(address), range: String(range) };
}

async function send(post: WebhookPost, { egress, resolve, signal, onPhase }: Surroundings): Promise<Result> {
  const url = new URL(post.url);
  const host = await judgeHost(hostOf(url), egress, resolve, signal);
  signal.throwIfAborted();
  switch (host.status) {
    case 'refused':
      return { kind: 'refused_address', address: host.address, range: host.range };
    case 'unresolved':
      return { kind: 'connection_error', code: 'ENOTFOUND' };
    case 'allowed': {
      const { addresses } = host;
      const body = Buffer.from(post.body, 'utf8');
      const answer = await exchange({ url, addresses, headers: requestHeaders(post), body, signal, onPhase });
      return answered(answer, [...Object.values(post.customHeaders ?? {}), ...(post.secrets ?? [])]);
    }
  }
}

function requestHeaders({ headers, customHeaders = {} }: WebhookPost): Record<string, string> {
  const custom = Object.entries(customHeaders).filter(([name, value]) => isSendable(name, value));
  return {
    ...Object.fromEntries(custom),
    'Content-Type': 'application/json',
    'User-Agent': 'Baton-Webhooks/1',
    Accept: '*/*',
    'Accept-Encoding': 'identity',
    Connection: 'close',
    'webhook-id': headers['webhook-id'],
    'webhook-timestamp': headers['webhook-timestamp'],
    'webhook-signature': headers['webhook-signature'],
  };
}

function answered({ status, beginning, retryAfter }: Answer, sent: readonly string[]): Result {
  const excerpt = excerptOf(beginning, sent);
  return {
    kind: 'response',
    status,
    excerpt,
    ...(retryAfter !== undefined && { retryAfter: retryAfter.slice(0, 64) }),
  };
}

/** The code of a system, TLS or parser error. Messages are left out: they can quote what the receiver sent. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(code) ? code : 'UNKNOWN';
}
