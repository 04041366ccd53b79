import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { FunctionError } from '../host/function-error.ts';
import type { FunctionHost } from '../host/function-host.ts';
import { describeError, type Log } from '../log.ts';
import { type HttpAnswer, toHttpAnswer } from './http-answer.ts';
import { decodedPath, type ReceivedRequest, toHttpEvent } from './http-event.ts';
import { listen } from './listen.ts';
import { readBody } from './read-body.ts';
import { refusal, refuseConnection } from './refusal.ts';
import { routeOf } from './routes.ts';
import { sendAnswer } from './send-answer.ts';

/** API Gateway's limit of a request body. */
export const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

/** A client that has not finished its request by then does not hold the shutdown up. */
const CLOSE_LIMIT_MS = 5_000;

export interface RunningGateway {
  readonly url: string;
  /** Takes no further connection and waits for the answers under way. */
  close(): Promise<void>;
}

/** Serves the HTTP API on 127.0.0.1. Throws StartUpError if the port is taken. */
export async function startGateway(options: {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: FunctionHost;
  readonly log: Log;
}): Promise<RunningGateway> {
  const { host, log } = options;
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 30_000 });
  server.on('request', (request, response) => {
    // An answer given after `close` leaves a connection that is merely kept alive: that must not hold the end up.
    response.once('close', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
    void serve(request, response, host, log);
  });
  // Without this Node would tell a client with a large body to send all of it before it is refused.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers['content-length'] ?? 0) <= LARGEST_BODY_BYTES) response.writeContinue();
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response); // an expectation that is not known is no reason to fail
  });
  server.on('clientError', refuseConnection);
  server.on('connect', (_request, socket: Socket) => refuseConnection(new Error('CONNECT'), socket));
  const port = await listen(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const limit = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
      await closed;
      clearTimeout(limit);
    },
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, host: FunctionHost, log: Log): Promise<void> {
  const requestId = randomUUID();
  response.on('error', () => undefined); // the client has gone; there is nobody to tell
  try {
    const answer = await answerTo(request, requestId, host, log);
    if (answer !== 'gone') sendAnswer(request, response, answer);
  } catch (error) {
    log('request not served', { requestId, reason: describeError(error) });
    sendAnswer(request, response, refusal('internal_error', 'Something went wrong on our side.', request, requestId));
  }
}

async function answerTo(
  request: IncomingMessage,
  requestId: string,
  host: FunctionHost,
  log: Log,
): Promise<HttpAnswer | 'gone'> {
  const target = splitTarget(request.url ?? '/');
  const path = target === undefined ? undefined : decodedPath(target.path);
  if (target === undefined || path === undefined) {
    return refusal('malformed_request', 'The path of the request is not validly encoded.', request, requestId);
  }
  const reading = await readBody(request, LARGEST_BODY_BYTES);
  if (reading.kind === 'gone') return 'gone';
  if (reading.kind === 'too-large') {
    return refusal('payload_too_large', 'The body is larger than 10 MB.', request, requestId);
  }
  const received: ReceivedRequest = {
    method: request.method ?? 'GET',
    encodedPath: target.path,
    rawQueryString: target.query,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    headers: headersOf(request),
    body: reading.body,
    requestId,
    receivedAt: Date.now(),
  };
  const route = routeOf(received.method, path);
  try {
    const answer = toHttpAnswer(await host.invoke(route.functionName, toHttpEvent(received, path, route)));
    if (answer !== undefined) return answer;
    log('function answered no HTTP answer', { function: route.functionName, requestId });
  } catch (error) {
    log('function failed', { function: route.functionName, requestId, reason: describeError(error) });
    if (error instanceof FunctionError && error.kind === 'timeout') {
      return refusal('unavailable', 'The request took too long. Try again.', request, requestId);
    }
  }
  return refusal('internal_error', 'Something went wrong on our side.', request, requestId);
}

function headersOf(request: IncomingMessage): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []]));
}

/** A request target is a path with a query, or now and then (from proxies) a whole URL. */
function splitTarget(target: string): { path: string; query: string } | undefined {
  const local = target.startsWith('/') ? target : absolutePath(target);
  if (local === undefined) return undefined;
  const mark = local.indexOf('?');
  return mark === -1 ? { path: local, query: '' } : { path: local.slice(0, mark), query: local.slice(mark + 1) };
}

function absolutePath(target: string): string | undefined {
  if (target === '*') return '/*'; // OPTIONS of the server as a whole
  if (!/^https?:\/\//i.test(target) || !URL.canParse(target)) return undefined;
  const { pathname, search } = new URL(target);
  return pathname + search;
}
