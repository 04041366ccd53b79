import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { originOf } from '../gateway.ts';
import { answerHeaders } from '../headers.ts';
import { problemBody } from '../problem-response.ts';
import { MISSING_PAGE } from './html.ts';
import { TEXT_POLICY } from './policies.ts';

type Refusal = 'not_found' | 'method_not_allowed';

/** What is said where there is no page, or nothing to be done with it: a page to browsers, a problem to programs. */
export function refusal(event: APIGatewayProxyEventV2, code: Refusal): APIGatewayProxyStructuredResultV2 {
  const { requestId } = event.requestContext;
  if (code === 'not_found' && acceptsHtml(event.headers['accept'])) {
    const further = { 'content-security-policy': TEXT_POLICY, vary: 'accept' };
    return {
      statusCode: 404,
      headers: answerHeaders(requestId, 'text/html; charset=utf-8', further),
      body: MISSING_PAGE,
      isBase64Encoded: false,
    };
  }
  const { statusCode, detail, further } = PROBLEMS_OF_PAGES[code];
  return {
    statusCode,
    headers: answerHeaders(requestId, 'application/problem+json', further),
    body: JSON.stringify(problemBody({ code, detail }, { requestId, origin: originOf(event) })),
    isBase64Encoded: false,
  };
}

const PROBLEMS_OF_PAGES = {
  not_found: { statusCode: 404, detail: 'There is no such page. See /docs.', further: { vary: 'accept' } },
  method_not_allowed: {
    statusCode: 405,
    detail: 'The documentation can be read only.',
    further: { allow: 'GET, HEAD' },
  },
} as const;

/**
 * Whether HTML is asked for by name (RFC 9110, section 12.5.1). A program that takes anything is better served by a
 * problem document, so that neither wildcard counts.
 */
function acceptsHtml(accepted: string | undefined): boolean {
  return (accepted ?? '').split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((piece) => piece.trim().toLowerCase());
    return type === 'text/html' && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}
