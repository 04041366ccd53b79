import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { handler } from '#functions/docs.ts';

test('the docs function serves the checkout’s own files where no folder is named', async () => {
  const event = {
    rawPath: '/openapi.yaml',
    headers: { host: 'docs.example.test' },
    requestContext: { requestId: 'req-1', domainName: 'docs.example.test', http: { method: 'GET' } },
  };
  const answer = await handler(event as unknown as APIGatewayProxyEventV2); // the parts that the handler reads
  expect(answer.statusCode).toBe(200);
  expect(Buffer.from(answer.body ?? '', 'base64').toString()).toContain('openapi: 3.1.0');
});
