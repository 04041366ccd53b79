import { setTimeout as delay } from 'node:timers/promises';
import type { APIGatewayProxyEventV2, APIGatewayProxyResultV2 } from 'aws-lambda';

/** Answers what it was asked; `/slow` takes a second, `/broken` fails, `/environment` tells where AWS is. */
export async function handler(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
  switch (event.rawPath) {
    case '/broken':
      throw new Error('a secret of the inside');
    case '/slow':
      await delay(1_000);
      return { statusCode: 200, body: 'slept' };
    case '/environment':
      return json(Object.fromEntries(Object.entries(process.env).filter(([name]) => /^(AWS|BATON)_/.test(name))));
    default:
      return json({ function: 'api', event });
  }
}

function json(value: unknown): APIGatewayProxyResultV2 {
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
