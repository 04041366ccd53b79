import { request } from 'node:http';
import { checkAnswer } from './contract/hold.ts';
import type { Answer } from './tenant.ts';

export interface RawRequest {
  readonly method: string;
  /** Sent as it is, not normalised as `fetch` would. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Bodies beyond this are sent only once the server asks for them, as curl does: it may refuse before. */
const LARGE_BYTES = 1024 * 1024;

/** A request with a method, path and headers that `fetch` would refuse or mend. */
export function rawRequest(url: string, { method, path, headers, body = '' }: RawRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = Buffer.byteLength(body);
    const isLarge = length > LARGE_BYTES;
    const framing = length === 0 ? {} : { 'content-length': String(length) };
    const expecting = isLarge ? { expect: '100-continue' } : {};
    const all = { ...framing, ...expecting, ...headers };
    const outgoing = request({ hostname, port, method, path, headers: all, agent: false });
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const entries = Object.entries(response.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] as [string, string]] : [],
        );
        const answer = { status: response.statusCode ?? 0, headers: new Headers(entries), text };
        checkAnswer(url + path, { method, ...answer });
        resolve({ ...answer, json: parsed(text) });
        outgoing.destroy();
      });
    });
    outgoing.on('error', reject);
    if (isLarge) {
      outgoing.on('continue', () => outgoing.end(body));
      outgoing.flushHeaders();
    } else {
      outgoing.end(body);
    }
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
