import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answerHeaders } from '../headers.ts';
import { type Content, chooseEncoding } from './content.ts';
import { REFERENCE_POLICY, TEXT_POLICY } from './policies.ts';
import { refusal } from './refusal.ts';
import type { Site } from './site.ts';

/** The Lambda handler of the documentation behind an API Gateway HTTP API, payload format 2.0. */
export function docsHandler(site: Site) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method } = event.requestContext.http;
    if (method !== 'GET' && method !== 'HEAD') return refusal(event, 'method_not_allowed');
    const answer = await answerTo(event, site);
    return method === 'HEAD' ? { ...answer, body: '', isBase64Encoded: false } : answer;
  };
}

async function answerTo(event: APIGatewayProxyEventV2, site: Site): Promise<APIGatewayProxyStructuredResultV2> {
  const path = event.rawPath;
  const content = await site(path);
  if (content !== undefined) return await represent(content, path, event.headers);
  const page = path.slice(0, -1);
  // Only to what is there: whatever else stands in a path never becomes a header.
  if (path.endsWith('/') && (await site(page)) !== undefined) return redirect(event, page);
  return refusal(event, 'not_found');
}

function redirect(event: APIGatewayProxyEventV2, location: string): APIGatewayProxyStructuredResultV2 {
  const headers = answerHeaders(event.requestContext.requestId, undefined, { location });
  return { statusCode: 308, headers, body: '', isBase64Encoded: false };
}

async function represent(
  content: Content,
  path: string,
  headers: Readonly<Record<string, string | undefined>>,
): Promise<APIGatewayProxyStructuredResultV2> {
  const encoding = chooseEncoding(headers['accept-encoding']);
  const etag = `"${content.hash}${encoding === undefined ? '' : `-${encoding}`}"`;
  const common = {
    etag,
    vary: 'accept-encoding',
    'cache-control': 'public, max-age=0, must-revalidate',
    'content-security-policy': path === '/docs' ? REFERENCE_POLICY : TEXT_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
  };
  if (matches(headers['if-none-match'], etag)) return { statusCode: 304, headers: common };
  const body = encoding === undefined ? content.bytes : await content.compressed(encoding);
  return {
    statusCode: 200,
    headers: {
      ...common,
      'content-type': content.type,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
    },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
}

/** If-None-Match compares weakly (RFC 9110, section 13.1.2). */
function matches(candidates: string | undefined, etag: string): boolean {
  if (candidates === undefined) return false;
  return candidates.split(',').some((candidate) => {
    const tag = candidate.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
