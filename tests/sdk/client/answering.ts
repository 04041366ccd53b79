import { type BatonClient, type ClientOptions, createClient } from '#sdk/index.ts';

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: string | undefined;
}

/** What becomes of a request: an answer, or an error that the connection ends with. */
export type Outcome = Response | Error | ((request: Request) => Promise<Response>);

/** A client whose requests come to these outcomes, one after the other; the last one stays. */
export function answering(outcomes: readonly Outcome[], options: Partial<ClientOptions> = {}) {
  const sent: Sent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const text = await request.clone().text();
    sent.push({
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: text === '' ? undefined : text,
    });
    const outcome = outcomes[Math.min(sent.length, outcomes.length) - 1];
    if (outcome === undefined) throw new Error('there is no outcome');
    if (outcome instanceof Error) throw outcome;
    return outcome instanceof Response ? outcome.clone() : await outcome(request);
  };
  const client: BatonClient = createClient({
    baseUrl: 'https://baton.example',
    apiKey: 'baton_test_secret',
    fetch,
    ...options,
  });
  return { client, sent };
}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(value, { status, headers });

export const problem = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}) =>
  Response.json(
    { type: `/docs/errors/${code}`, title: 'No', status, detail: 'It was refused.', code, requestId: 'req_1', ...more },
    { status, headers: { 'content-type': 'application/problem+json', ...headers } },
  );

/** What a promise is rejected with; fails if it is not. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it was not rejected');
}
