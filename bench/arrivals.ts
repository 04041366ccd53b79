import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const LIMIT_MS = 120_000;

/** A receiver that answers at once, and notes how long each event was under way. Each event counts once per path. */
export interface Arrivals extends AsyncDisposable {
  readonly url: string;
  readonly latenciesMs: number[];
  /** Resolves when there are so many. */
  until(count: number): Promise<void>;
}

export async function receiveAll(): Promise<Arrivals> {
  const latenciesMs: number[] = [];
  const seen = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      response.end();
      const { id, occurredAt } = JSON.parse(body) as { id: string; occurredAt: string };
      if (seen.has(`${request.url} ${id}`)) return;
      seen.add(`${request.url} ${id}`);
      latenciesMs.push(Date.now() - Date.parse(occurredAt));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    latenciesMs,
    async until(count) {
      const limit = Date.now() + LIMIT_MS;
      while (latenciesMs.length < count) {
        if (Date.now() > limit) throw new Error(`${latenciesMs.length} of ${count} deliveries arrived`);
        await delay(5);
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
