import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { App } from './app.ts';
import { problemResponse } from './problem-response.ts';

/**
 * The Lambda handler of an app behind an API Gateway HTTP API, payload format 2.0. Written here rather than taken from a
 * library since the API answers JSON text alone: no guessing of binary types, no streaming.
 */
export function gatewayHandler(app: App) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const response = await answer(app, event);
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      isBase64Encoded: false,
    };
  };
}

async function answer(app: App, event: APIGatewayProxyEventV2): Promise<Response> {
  const { requestId } = event.requestContext;
  let request: Request;
  try {
    request = requestOf(event);
  } catch {
    // A method or header that the platform's Request refuses, such as TRACE.
    const origin = `https://${event.requestContext.domainName}`;
    return problemResponse(
      { code: 'malformed_request', detail: 'This is not a request that HTTP knows.' },
      { requestId, origin },
    );
  }
  return app.fetch(request, { requestId });
}

/** The gateway joins repeated headers by commas, and hands bodies that are not text over as base64. */
export function requestOf(event: APIGatewayProxyEventV2): Request {
  const { method } = event.requestContext.http;
  const hasBody = event.body !== undefined && method !== 'GET' && method !== 'HEAD';
  return new Request(urlOf(event), {
    method,
    headers: headersOf(event.headers),
    ...(hasBody && { body: event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : event.body }),
  });
}

const AUTHORITY = /^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

function urlOf(event: APIGatewayProxyEventV2): string {
  const host = event.headers['host'];
  const authority = host !== undefined && AUTHORITY.test(host) ? host : event.requestContext.domainName;
  const scheme = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  // The gateway hands the path over decoded; what would end it, or not be an escape, is encoded again.
  const path = event.rawPath.replaceAll(/[?#\\]|%(?![0-9A-Fa-f]{2})/g, encodeURIComponent);
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  return `${scheme}://${authority}${path}${query}`;
}

function headersOf(headers: Readonly<Record<string, string | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}
