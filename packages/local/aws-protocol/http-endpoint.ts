import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from './aws-error.ts';

export interface AwsRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The header X-Amz-Target of the AWS JSON protocols. */
  readonly target: string | undefined;
  readonly body: string;
}

export interface AwsReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpEndpoint {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Refuses new requests, lets running ones finish, and ends idle connections. */
  close(): Promise<void>;
  /** Cuts the connections that `close` is still waiting for. */
  abort(): void;
}

/** More than any request that AWS accepts here: PutEvents takes 256 KiB of entries, JSON escapes can triple them. */
const MAX_BODY_BYTES = 2 * 1024 * 1024;

/** Serves `answer` on loopback. `port` 0 takes a free one. Rejects if the port is taken. */
export async function startHttpEndpoint(
  port: number,
  answer: (request: AwsRequest) => AwsReply,
  onUnexpected: (error: unknown) => void,
): Promise<HttpEndpoint> {
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, answer).catch((error: unknown) => {
      onUnexpected(error);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the endpoint has no TCP address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => closeServer(server),
    abort: () => server.closeAllConnections(),
  };
}

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: AwsRequest) => AwsReply,
): Promise<void> {
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const [path = '/', search = ''] = (incoming.url ?? '/').split('?', 2);
  const target = incoming.headers['x-amz-target'];
  const reply = answer({
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
    target: typeof target === 'string' ? target : undefined,
    body,
  });
  outgoing.writeHead(reply.status, {
    ...reply.headers,
    'content-length': Buffer.byteLength(reply.body),
    'x-amzn-requestid': randomUUID(),
  });
  outgoing.end(reply.body);
}

async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}

/** What a handler's throw tells the caller; anything but an AwsError says nothing of the inside. */
export function toAwsError(error: unknown, unexpectedCode: string, onUnexpected: (error: unknown) => void): AwsError {
  if (error instanceof AwsError) return error;
  onUnexpected(error);
  return new AwsError(unexpectedCode, 'An unexpected error occurred.', 500);
}
