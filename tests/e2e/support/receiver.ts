import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { PublishedEvent } from '#domain/published-event.ts';

/** One webhook as it arrived. */
export interface Received {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly event: PublishedEvent;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Receiver {
  readonly url: string;
  readonly received: readonly Received[];
  /** What arrived about one handoff, in the order of its events, each once. */
  about(handoffId: string): Received[];
  close(): Promise<void>;
}

/** A webhook receiver on loopback. `answer` gives the status of the nth request (from 1), with that id; 200 by default. */
export async function startReceiver(answer: (request: number, id: string) => number = () => 200): Promise<Receiver> {
  const received: Received[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      requests += 1;
      const headers = plain(request.headers);
      const event: PublishedEvent = JSON.parse(body);
      const id = headers['webhook-id'] ?? '';
      received.push({ id, headers, body, event, at: Date.now() });
      response.writeHead(answer(requests, id)).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    received,
    about(handoffId) {
      const byId = new Map(
        received.filter(({ event }) => event.handoffId === handoffId).map((item) => [item.id, item]),
      );
      return [...byId.values()].sort((a, b) => (a.event.sequence ?? 0) - (b.event.sequence ?? 0));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function plain(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
