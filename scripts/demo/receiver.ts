import { createServer, type IncomingMessage } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { type BatonEvent, eventSchema } from './answers.ts';
import { DemoFailure, present } from './failure.ts';

/** An event that came with a valid signature. */
export interface Delivery {
  /** When the whole request was there, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The same for every delivery of the same event. */
  readonly webhookId: string;
  readonly event: BatonEvent;
}

/** A webhook subscriber on loopback that believes nothing without a signature. */
export interface Receiver {
  readonly url: string;
  /** From here on deliveries are verified with this secret. One that comes earlier counts as not verifiable. */
  trust(secret: string): void;
  /** Everything that came and was verified, in order of arrival. */
  deliveries(): readonly Delivery[];
  /** The first delivery that `matches`, waiting for it if need be. Throws DemoFailure when it does not come. */
  waitFor(what: string, matches: (delivery: Delivery) => boolean, limit: WaitLimit): Promise<Delivery>;
  /** Throws DemoFailure if anything came that could not be verified. */
  expectAllVerified(): void;
  close(): Promise<void>;
}

export interface WaitLimit {
  readonly milliseconds: number;
  readonly signal: AbortSignal;
}

/** Starts the receiver on a free port of 127.0.0.1. */
export async function startReceiver(): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const refusals: string[] = [];
  const arrivals = new EventTarget();
  let webhook: Webhook | undefined;
  const server = createServer((request, response) => {
    void readBody(request).then(
      (body) => {
        const outcome = judge(webhook, body, request);
        if (typeof outcome === 'string') refusals.push(outcome);
        else deliveries.push(outcome);
        response.writeHead(typeof outcome === 'string' ? 401 : 204).end();
        arrivals.dispatchEvent(new Event('arrival'));
      },
      () => response.destroy(), // it broke off: it will be sent again
    );
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port was assigned'));
      else resolve(address.port);
    });
  });
  const expectAllVerified = (): void => {
    const [first] = refusals;
    if (first !== undefined) throw new DemoFailure(`a delivery could not be verified: ${first}`);
  };
  return {
    url: `http://127.0.0.1:${port}/baton`,
    trust(secret) {
      webhook = new Webhook(secret);
    },
    deliveries: () => deliveries,
    async waitFor(what, matches, { milliseconds, signal }) {
      const limit = AbortSignal.timeout(milliseconds);
      for (;;) {
        expectAllVerified();
        const found = deliveries.find(matches);
        if (found !== undefined) return found;
        await nextArrival(arrivals, AbortSignal.any([limit, signal])).catch((error: unknown) => {
          if (signal.aborted) throw error;
          throw new DemoFailure(`${what} did not reach the receiver within ${milliseconds / 1000} s`);
        });
      }
    },
    expectAllVerified,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The delivery, or why it is not to be believed. */
function judge(webhook: Webhook | undefined, body: string, request: IncomingMessage): Delivery | string {
  const receivedAt = Date.now();
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  try {
    const trusted = present(webhook, 'the signing secret');
    const event = eventSchema.parse(trusted.verify(body, headers));
    if (accepts(trusted, `${body} `, headers)) return 'an altered body passes as well, so verification says nothing';
    return { receivedAt, webhookId: present(headers['webhook-id'], 'webhook-id'), event };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function accepts(webhook: Webhook, body: string, headers: Record<string, string>): boolean {
  try {
    webhook.verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function nextArrival(arrivals: EventTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => {
      arrivals.removeEventListener('arrival', arrive);
      reject(signal.reason);
    };
    const arrive = (): void => {
      signal.removeEventListener('abort', abort);
      resolve();
    };
    arrivals.addEventListener('arrival', arrive, { once: true });
    signal.addEventListener('abort', abort, { once: true });
  });
}
