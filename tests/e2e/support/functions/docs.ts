import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';

/** Answers what it was asked. */
export function handler(event: APIGatewayProxyEventV2): APIGatewayProxyResultV2 {
  return { statusCode: 200, body: JSON.stringify({ function: 'docs', event }) };
}
