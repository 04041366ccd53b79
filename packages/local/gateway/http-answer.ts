import { validateHeaderName, validateHeaderValue } from 'node:http';

/** What goes back to the client. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

/**
 * What a function returned, as an HTTP API understands it: with `statusCode` it is the answer itself, without it is the
 * JSON body of a 200. Undefined for what API Gateway would answer with its own error.
 */
export function toHttpAnswer(result: unknown): HttpAnswer | undefined {
  if (!isRecord(result) || result['statusCode'] === undefined) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      cookies: [],
      body: Buffer.from(typeof result === 'string' ? result : JSON.stringify(result ?? null)),
    };
  }
  const status = result['statusCode'];
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) return undefined;
  const headers = headersOf(result['headers']);
  const cookies = cookiesOf(result['cookies']);
  const body = bodyOf(result['body'], result['isBase64Encoded']);
  if (headers === undefined || cookies === undefined || body === undefined) return undefined;
  const typed = body.length === 0 || headers['content-type'] !== undefined;
  return { status, headers: typed ? headers : { ...headers, 'content-type': DEFAULT_TYPE }, cookies, body };
}

/** What an HTTP API says of a body whose type the function does not tell. */
const DEFAULT_TYPE = 'text/plain;charset=utf-8';

/** Names of the connection between client and gateway, which a function does not decide. */
const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer']);

function headersOf(value: unknown): Readonly<Record<string, string>> | undefined {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) return undefined;
  const headers: Record<string, string> = {};
  for (const [name, content] of Object.entries(value)) {
    if (typeof content !== 'string' && typeof content !== 'number' && typeof content !== 'boolean') return undefined;
    if (!isValidHeader(name, String(content))) return undefined;
    if (!HOP_BY_HOP.has(name.toLowerCase())) headers[name.toLowerCase()] = String(content);
  }
  return headers;
}

function cookiesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const cookies = value.filter((cookie): cookie is string => typeof cookie === 'string');
  const valid = cookies.length === value.length && cookies.every((cookie) => isValidHeader('set-cookie', cookie));
  return valid ? cookies : undefined;
}

function bodyOf(value: unknown, isBase64Encoded: unknown): Buffer | undefined {
  if (value === undefined || value === null) return Buffer.alloc(0);
  if (typeof value !== 'string') return undefined;
  return Buffer.from(value, isBase64Encoded === true ? 'base64' : 'utf8');
}

function isValidHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
