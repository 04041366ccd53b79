import * as z from 'zod';
import { once } from '#domain/once.ts';
import { definePublicRoute } from '../route.ts';

const health = once(() =>
  z
    .strictObject({
      status: z.literal('ok'),
      version: z.string().meta({ description: 'Version of the running code.', examples: ['0.1.0'] }),
    })
    .meta({ id: 'Health', examples: [{ status: 'ok', version: '0.1.0' }] }),
);

export const getHealth = definePublicRoute({
  method: 'GET',
  path: '/healthz',
  operationId: 'getHealth',
  summary: 'Is the service up?',
  description: 'Answers as soon as the API itself runs. It looks at nothing behind it, so that it never adds load.',
  tag: 'Service',
  scope: 'public',
  request: {},
  responses: { 200: { description: 'The service is up.', schema: health } },
  errors: [],
}).handledBy(({ context }) => ({ status: 200, body: { status: 'ok', version: context.version } }));
