import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ACCOUNT_ID } from '../resources.ts';
import type { Route } from './routes.ts';

/** One HTTP request, read completely. */
export interface ReceivedRequest {
  readonly method: string;
  /** The request target without its query, still percent-encoded. */
  readonly encodedPath: string;
  readonly rawQueryString: string;
  readonly protocol: string;
  readonly sourceIp: string;
  /** Names in lower case; every value that was sent, in order. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  readonly requestId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
}

/** API Gateway hands these over as text and everything else, also a body without type, as base64. */
const TEXT_TYPES = /^(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** The path as an HTTP API hands it to a function: percent-decoded. Undefined if it is not valid percent-encoding. */
export function decodedPath(encodedPath: string): string | undefined {
  try {
    return decodeURIComponent(encodedPath);
  } catch {
    return undefined;
  }
}

/** The event of an HTTP API with payload format 2.0. */
export function toHttpEvent(request: ReceivedRequest, path: string, route: Route): APIGatewayProxyEventV2 {
  const { cookie: cookieHeaders = [], ...headers } = request.headers;
  const cookies = cookieHeaders.flatMap((header) => header.split(/;\s*/)).filter((cookie) => cookie !== '');
  const host = headers['host']?.[0] ?? 'localhost';
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: request.rawQueryString,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: {
      ...Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, values.join(',')])),
      'content-length': String(request.body.length), // it says so of every request, chunked or without a body too
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': /:(\d+)$/.exec(host)?.[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(request.rawQueryString === '' ? {} : { queryStringParameters: queryParameters(request.rawQueryString) }),
    ...(route.pathParameters === undefined ? {} : { pathParameters: { ...route.pathParameters } }),
    requestContext: {
      accountId: ACCOUNT_ID,
      apiId: 'local',
      domainName: host.replace(/:\d+$/, ''),
      domainPrefix: host.replace(/[.:].*$/, ''),
      http: {
        method: request.method,
        path,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent']?.[0] ?? '',
      },
      requestId: request.requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: requestTime(new Date(request.receivedAt)),
      timeEpoch: request.receivedAt,
    },
    ...bodyOf(request),
  };
}

function bodyOf(request: ReceivedRequest): { body?: string; isBase64Encoded: boolean } {
  if (request.body.length === 0) return { isBase64Encoded: false };
  // AWS does not say what it makes of text that is no UTF-8. The API refuses it in either form; bytes hide nothing.
  const isText = TEXT_TYPES.test(request.headers['content-type']?.[0] ?? '') && isUtf8(request.body);
  return { body: request.body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
}

/** Repeated parameters are joined by commas. */
function queryParameters(rawQueryString: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    const earlier = parameters.get(name);
    parameters.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(parameters);
}

/** `22/Nov/2026:09:05:03 +0000`, the form of the access logs of web servers. */
function requestTime(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${date}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}
