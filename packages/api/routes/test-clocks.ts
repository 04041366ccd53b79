import { readyTestClockSchema, testClockSchema } from '#domain/sla/test-clock.ts';
import { advanceTestClock } from '#services/test-clock/advance-test-clock.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import { deleteTestClock } from '#services/test-clock/delete-test-clock.ts';
import { getTestClock } from '#services/test-clock/get-test-clock.ts';
import { listTestClocks } from '#services/test-clock/list-test-clocks.ts';
import { lasting } from '../lasting.ts';
import { defineRoute, type Route } from '../route.ts';
import { pageQuery } from '../schemas/page.ts';
import { idParams } from '../schemas/params.ts';
import {
  arrivedTestClock,
  testClockInput,
  testClockMove,
  testClockOnItsWay,
  testClockPage,
} from '../schemas/test-clock.ts';

/** How long one call goes on advancing: well below the 15 s after which the function is cut off. */
const ADVANCE_LIMIT_MS = 8_000;

const params = idParams('tcl');
const SEE = 'Test mode only. See [Test clocks](/docs/guides/test-clocks).';

const create = defineRoute({
  method: 'POST',
  path: '/v1/test-clocks',
  operationId: 'createTestClock',
  summary: 'Add a test clock',
  description: `Adds a time of its own. A handoff that is submitted with its id as \`testClockId\` lives in that time. ${SEE}`,
  tag: 'Test clocks',
  scope: 'handoffs:write',
  request: { body: testClockInput },
  bodyExamples: {
    now: { summary: 'A clock that stands at the present', value: {} },
    friday: {
      summary: 'A clock that stands on a Friday evening',
      value: { name: 'Over the weekend', now: '2026-11-27T17:00:00Z' },
    },
  },
  responses: { 201: { description: 'The test clock.', schema: () => readyTestClockSchema() } },
  errors: ['live_mode_forbids', 'limit_reached'],
}).handledBy(async ({ context, body }) => ({ status: 201, body: await createTestClock(context, body) }));

const list = defineRoute({
  method: 'GET',
  path: '/v1/test-clocks',
  operationId: 'listTestClocks',
  summary: 'List test clocks',
  description: 'In the order of their creation. Test mode only.',
  tag: 'Test clocks',
  scope: 'handoffs:read',
  request: { query: pageQuery },
  responses: { 200: { description: 'One page.', schema: testClockPage } },
  errors: ['live_mode_forbids'],
}).handledBy(async ({ context, query }) => ({ status: 200, body: await listTestClocks(context, query) }));

const get = defineRoute({
  method: 'GET',
  path: '/v1/test-clocks/{id}',
  operationId: 'getTestClock',
  summary: 'Get a test clock',
  description: 'One test clock: where it stands, and where it is on its way to. Test mode only.',
  tag: 'Test clocks',
  scope: 'handoffs:read',
  request: { params },
  responses: { 200: { description: 'The test clock.', schema: () => testClockSchema() } },
  errors: ['live_mode_forbids'],
}).handledBy(async ({ context, params }) => ({ status: 200, body: await getTestClock(context, params.id) }));

const remove = defineRoute({
  method: 'DELETE',
  path: '/v1/test-clocks/{id}',
  operationId: 'deleteTestClock',
  summary: 'Remove a test clock',
  description:
    'Refused while deadlines of open handoffs wait on it. For the handoffs that were on it, time stands still from then on. Test mode only.',
  tag: 'Test clocks',
  scope: 'handoffs:write',
  request: { params },
  responses: { 204: { description: 'Removed.' } },
  errors: ['live_mode_forbids', 'in_use', 'concurrent_update'],
}).handledBy(async ({ context, params }) => {
  await deleteTestClock(context, params.id);
  return { status: 204 };
});

const advance = defineRoute({
  method: 'POST',
  path: '/v1/test-clocks/{id}/advance',
  operationId: 'advanceTestClock',
  summary: 'Advance a test clock',
  description: `Moves its time forward. Every warning, breach, escalation and resumption on the way happens in order, with its own instant, and reaches webhooks as it would in live mode. When a call takes too long it answers 202 with where the clock is: send \`{"to": advancingTo}\` until the answer is 200. ${SEE}`,
  tag: 'Test clocks',
  scope: 'handoffs:write',
  request: { params, body: testClockMove },
  bodyExamples: {
    by: { summary: 'Two hours on', value: { by: 'PT2H' } },
    to: { summary: 'To Monday morning', value: { to: '2026-11-30T09:00:00Z' } },
  },
  responses: {
    200: { description: 'It is there, and everything due by then has been recorded.', schema: arrivedTestClock },
    202: { description: 'It is on its way: repeat the call, to the same instant.', schema: testClockOnItsWay },
  },
  errors: ['live_mode_forbids', 'conflict', 'concurrent_update'],
}).handledBy(async ({ context, params, body }) => {
  const advanced = await advanceTestClock(context, params.id, body, lasting(ADVANCE_LIMIT_MS));
  const { recorded } = advanced;
  return advanced.status === 'arrived'
    ? { status: 200, body: { ...advanced.clock, progress: { recorded } } }
    : { status: 202, body: { ...advanced.clock, progress: { recorded, waiting: advanced.waiting } } };
});

export const TEST_CLOCK_ROUTES: readonly Route[] = [create, list, get, remove, advance];
