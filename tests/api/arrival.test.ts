import { expect, it } from 'vitest';
import * as z from 'zod';
import { createApp } from '#api/app.ts';
import { definePublicRoute } from '#api/route.ts';
import { memoryDependencies, NOON } from './support/test-app.ts';

const clockRoute = definePublicRoute({
  method: 'GET',
  path: '/v1/now',
  operationId: 'now',
  summary: 'Now',
  description: 'The moment at which the request counts.',
  tag: 'Service',
  scope: 'public',
  request: {},
  responses: { 200: { description: 'It.', schema: () => z.strictObject({ now: z.string() }) } },
  errors: [],
}).handledBy(({ context }) => ({ status: 200, body: { now: context.now } }));

const app = createApp([clockRoute], { ...memoryDependencies(), now: () => NOON, log: { error: () => undefined } });

it.each([
  ['counts from when the gateway had it', -1_500, -1_500],
  ['counts from now where the gateway does not say', undefined, 0],
  ['counts from now where the gateway is ahead', 2_000, 0],
  ['counts from now where the gateway is behind by more than a request may wait', -31_000, 0],
])('a request %s', async (_what, offsetMs, expectedMs) => {
  const answer = await app({
    method: 'GET',
    path: '/v1/now',
    query: '',
    headers: {},
    body: undefined,
    origin: 'https://api.example.com',
    ...(offsetMs === undefined ? {} : { receivedAtMs: Date.parse(NOON) + offsetMs }),
  });
  expect(JSON.parse(answer.body ?? '')).toEqual({ now: new Date(Date.parse(NOON) + expectedMs).toISOString() });
});
