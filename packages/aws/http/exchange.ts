import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIPv6, type LookupFunction } from 'node:net';
import { hostOf } from '#domain/webhook/endpoint-url.ts';
import { MAX_EXCERPT_BYTES } from '#domain/webhook/excerpt.ts';
import type { AttemptPhase } from '#domain/webhook/outcome.ts';

const MAX_HEADER_BYTES = 16 * 1024;

/** A server may send any number of 1xx answers before the real one; nobody needs more than a few. */
const MAX_INFORMATIONAL = 8;

/** One connection per attempt: a pooled one dies unseen while a function is frozen, and would skip the judgement. */
const httpAgent = new HttpAgent({ keepAlive: false });
const httpsAgent = new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 });

export interface Exchange {
  readonly url: URL;
  /** The addresses that may be connected to, the preferred one first. */
  readonly addresses: readonly [string, ...string[]];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Ends the exchange wherever it is; what it then comes to is not to be used. */
  readonly signal: AbortSignal;
  readonly onPhase: (phase: AttemptPhase) => void;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  /** The first 4 KiB of the body at most; the rest was not read. */
  readonly beginning: Buffer;
}

/**
 * Posts once and reads the answer's beginning. Follows no redirect, decompresses nothing, uses no proxy and leaves no
 * connection behind. Rejects with the socket's, TLS's or parser's error.
 */
export async function exchange(order: Exchange): Promise<Answer> {
  order.onPhase('connect');
  const request = open(order);
  try {
    const response = await responseTo(request, order);
    order.onPhase('body');
    const beginning = await beginningOf(response);
    const retryAfter = response.headers['retry-after'];
    return { status: response.statusCode ?? 0, retryAfter, beginning };
  } finally {
    request.destroy();
  }
}

function open({ url, addresses, headers, body, signal }: Exchange): ClientRequest {
  const secure = url.protocol === 'https:';
  return (secure ? requestHttps : requestHttp)({
    method: 'POST',
    protocol: url.protocol,
    hostname: hostOf(url),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
    headers: { ...headers, 'Content-Length': String(body.length) },
    agent: secure ? httpsAgent : httpAgent,
    lookup: lookupAmong(addresses),
    maxHeaderSize: MAX_HEADER_BYTES,
    insecureHTTPParser: false,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    signal,
  });
}

/** Answers from `addresses` whatever is asked, so that what was judged is what is connected to. */
function lookupAmong(addresses: readonly [string, ...string[]]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, callback) => {
    if (options.all) callback(null, all);
    else callback(null, addresses[0], isIPv6(addresses[0]) ? 6 : 4);
  };
}

function responseTo(request: ClientRequest, { url, body, onPhase }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let informational = 0;
    request.on('information', () => {
      informational += 1;
      if (informational === MAX_INFORMATIONAL + 1) request.destroy(coded('TOO_MANY_INFORMATIONAL_ANSWERS'));
    });
    request.once('socket', (socket) => {
      socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => onPhase('response'));
    });
    request.once('response', resolve);
    request.on('error', reject);
    // A switch of protocols that nobody asked for closes the request without an error.
    request.once('close', () => reject(coded('CLOSED_WITHOUT_ANSWER')));
    request.end(body);
  });
}

/** An answer cut short counts by its status, which was complete. */
function beginningOf(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = () => resolve(Buffer.concat(chunks).subarray(0, MAX_EXCERPT_BYTES));
    response.on('data', (chunk: Buffer) => {
      // What one read brought is still handed over after the connection is destroyed, byte by byte if it came in chunks.
      if (size >= MAX_EXCERPT_BYTES) return;
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_EXCERPT_BYTES) finish();
    });
    response.once('end', finish);
    response.on('error', finish);
    response.once('close', finish);
  });
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
