import * as z from 'zod';
import { definePublicRoute, defineRoute } from '#api/route.ts';
import { once } from '#domain/once.ts';
import { DomainError } from '#domain/problem.ts';
import { idSchema } from '#domain/wire.ts';

const thing = once(() => z.strictObject({ echoed: z.unknown() }));

const declaration = {
  operationId: 'sample',
  summary: 'Sample',
  description: 'A route of the tests.',
  tag: 'Service',
  errors: [],
} as const;

/** A route with every kind of input. */
export const postThing = defineRoute({
  ...declaration,
  method: 'POST',
  path: '/v1/things/{id}',
  scope: 'handoffs:write',
  request: {
    params: once(() => z.strictObject({ id: idSchema('thg') })),
    query: once(() => z.strictObject({ dry: z.enum(['yes', 'no']).optional() })),
    body: once(() =>
      z.strictObject({
        name: z.string().min(2).max(5),
        size: z.number().max(10).optional(),
        tags: z.array(z.strictObject({ label: z.string() })).optional(),
        to: z.union([z.strictObject({ ownerId: z.string() }), z.strictObject({ queueId: z.string() })]).optional(),
        target: z.union([z.string(), z.strictObject({ businessDays: z.number() })]).optional(),
        free: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
  },
  responses: { 201: { description: 'Echoed', schema: thing } },
}).handledBy(({ params, query, body }) => ({ status: 201, body: { echoed: { params, query, body } } }));

export const getThing = defineRoute({
  ...declaration,
  method: 'GET',
  path: '/v1/things/{id}',
  scope: 'handoffs:read',
  request: { params: once(() => z.strictObject({ id: idSchema('thg') })) },
  responses: { 200: { description: 'Echoed', schema: thing } },
}).handledBy(({ params, context }) => ({
  status: 200,
  body: { echoed: { id: params.id, by: context.principal.keyId } },
}));

/** A route without a body that throws what the query says. */
export const postFailure = definePublicRoute({
  ...declaration,
  method: 'POST',
  path: '/v1/failures',
  scope: 'public',
  request: { query: once(() => z.strictObject({ how: z.enum(['domain', 'bug', 'none']) })) },
  responses: { 204: { description: 'Did not fail' } },
}).handledBy(({ query }) => {
  if (query.how === 'none') return { status: 204 };
  if (query.how === 'bug') throw new TypeError('secret inside');
  throw new DomainError('illegal_transition', 'It is already accepted.', {
    violations: [{ pointer: '', code: 'state', message: 'is accepted' }],
    extensions: { state: 'accepted', allowed: ['complete'], status: 200 },
  });
});

export const SAMPLE_ROUTES = [postThing, getThing, postFailure];
export const THING = '/v1/things/thg_01JDA5K7ZWQ0R8T2V4X6Y8B0CD';
