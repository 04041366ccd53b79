import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { originOf } from '../gateway.ts';
import { answerHeaders } from '../headers.ts';
import { problemBody } from '../problem-response.ts';
import { type Content, chooseEncoding } from './content.ts';
import type { Site } from './site.ts';

/** Scalar sets styles by script and needs blob workers; beyond that, nothing but this server. */
const REFERENCE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TEXT_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The Lambda handler of the documentation behind an API Gateway HTTP API, payload format 2.0. */
export function docsHandler(site: Site) {
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { method } = event.requestContext.http;
    if (method !== 'GET' && method !== 'HEAD') return refusal(event, 'method_not_allowed', { allow: 'GET, HEAD' });
    const path = event.rawPath.length > 1 ? event.rawPath.replace(/\/$/, '') : event.rawPath;
    const content = await site(path);
    if (content === undefined) return refusal(event, 'not_found', {});
    const answer = await represent(content, path, event.headers);
    return method === 'HEAD' ? { ...answer, body: '' } : answer;
  };
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

function refusal(
  event: APIGatewayProxyEventV2,
  code: 'not_found' | 'method_not_allowed',
  further: Readonly<Record<string, string>>,
): APIGatewayProxyStructuredResultV2 {
  const { requestId } = event.requestContext;
  const detail = code === 'not_found' ? 'There is no such page. See /docs.' : 'The documentation can be read only.';
  const problem = problemBody({ code, detail }, { requestId, origin: originOf(event) });
  return {
    statusCode: code === 'not_found' ? 404 : 405,
    headers: answerHeaders(requestId, 'application/problem+json', further),
    body: JSON.stringify(problem),
    isBase64Encoded: false,
  };
}
