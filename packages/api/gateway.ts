import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { App } from './app.ts';
import type { ApiRequest } from './http.ts';

/**
 * The Lambda handler of an app behind an API Gateway HTTP API, payload format 2.0. Written here rather than taken from a
 * library since the API answers JSON text alone: no guessing of binary types, no streaming, no `Request` in between.
 */
export function gatewayHandler(app: App) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { status, headers, body = '' } = await app(requestOf(event));
    return { statusCode: status, headers: { ...headers }, body, isBase64Encoded: false };
  };
}

/** The gateway joins repeated headers by commas, and hands bodies that it cannot take for text over as base64. */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const { body, headers, isBase64Encoded, rawPath, rawQueryString, requestContext } = event;
  return {
    method: requestContext.http.method,
    path: encodedPath(rawPath),
    query: rawQueryString,
    headers,
    body: body !== undefined && isBase64Encoded ? Buffer.from(body, 'base64') : body,
    origin: originOf(event),
    receivedAtMs: requestContext.timeEpoch,
    source: requestContext.http.sourceIp,
    gatewayRequestId: requestContext.requestId,
  };
}

/** The gateway has decoded the path: what stood for a character in it must not become a query, or be decoded again. */
function encodedPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}

const AUTHORITY = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Scheme and authority by which the caller reached the gateway. */
export function originOf({ headers, requestContext }: APIGatewayProxyEventV2): string {
  const host = headers['host'];
  const authority = host !== undefined && AUTHORITY.test(host) ? host : requestContext.domainName;
  return `${headers['x-forwarded-proto'] === 'http' ? 'http' : 'https'}://${authority}`;
}
