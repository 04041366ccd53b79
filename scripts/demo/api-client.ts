import type * as z from 'zod';
import { type Problem, problemSchema } from './answers.ts';
import { DemoFailure, expect } from './failure.ts';

export interface Request {
  readonly method: 'GET' | 'POST';
  /** Below the address of the API, `/v1/…`. */
  readonly path: string;
  readonly body?: unknown;
}

/** The HTTP API, as any caller reaches it. */
export interface ApiClient {
  /** The answer to `request`, which must have `status` and the form of `schema`. Throws DemoFailure otherwise. */
  call<T extends z.ZodType>(request: Request, status: number, schema: T): Promise<z.infer<T>>;
  /** The refusal of `request`, which must have `status` and `code`. Throws DemoFailure otherwise. */
  refused(request: Request, status: number, code: string): Promise<Problem>;
  /** The same API with an API key. */
  as(key: string): ApiClient;
}

const LIMIT_MS = 15_000;

export function apiClient(url: string, signal: AbortSignal, key?: string): ApiClient {
  const exchange = async ({ method, path, body }: Request): Promise<{ status: number; text: string }> => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]),
    });
    return { status: response.status, text: await response.text() };
  };
  const send = async (request: Request): Promise<{ status: number; text: string }> => {
    try {
      return await exchange(request);
    } catch (error) {
      signal.throwIfAborted(); // then that is why it broke off
      const reason = error instanceof Error ? error.message : String(error);
      throw new DemoFailure(`${request.method} ${request.path} was not answered: ${reason}`, { cause: error });
    }
  };
  const call: ApiClient['call'] = async (request, status, schema) => {
    const answer = await send(request);
    const call = `${request.method} ${request.path}`;
    expect(answer.status === status, `${call} should answer ${status}, not ${answer.status}: ${answer.text}`);
    const parsed = schema.safeParse(parseJson(answer.text, call));
    if (!parsed.success) throw new DemoFailure(`the answer to ${call} has another form: ${parsed.error.message}`);
    return parsed.data;
  };
  return {
    call,
    async refused(request, status, code) {
      const problem = await call(request, status, problemSchema);
      expect(problem.code === code, `the refusal should have the code ${code}, not ${problem.code}`);
      return problem;
    },
    as: (ownKey) => apiClient(url, signal, ownKey),
  };
}

function parseJson(text: string, call: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DemoFailure(`the answer to ${call} is no JSON: ${text.slice(0, 200)}`, { cause: error });
  }
}
