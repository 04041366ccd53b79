import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADDRESSES } from './bad-input/addresses.ts';
import { BACKTESTS } from './bad-input/backtests.ts';
import { BODIES } from './bad-input/bodies.ts';
import { CALENDARS, PREVIEWS } from './bad-input/calendars.ts';
import type { Case } from './bad-input/case.ts';
import { CONTRACTS } from './bad-input/contracts.ts';
import { EVENTS } from './bad-input/events.ts';
import { TRANSITIONS } from './bad-input/handoffs.ts';
import { IDEMPOTENCY } from './bad-input/idempotency.ts';
import { JOURNEYS } from './bad-input/journey.ts';
import { KEYS } from './bad-input/keys.ts';
import { METRICS } from './bad-input/metrics.ts';
import { REPLAYS } from './bad-input/replays.ts';
import { REVIEWS } from './bad-input/reviews.ts';
import { ROUTING } from './bad-input/routing.ts';
import { TENANCY } from './bad-input/tenancy.ts';
import { TENANT_LIFE } from './bad-input/tenant-life.ts';
import { TEST_CLOCKS } from './bad-input/test-clocks.ts';
import { VALUES } from './bad-input/values.ts';
import { WEBHOOKS } from './bad-input/webhooks.ts';
import { furnish, type Premises, storedItems } from './support/premises.ts';
import { problemOf } from './support/problem.ts';
import { rawRequest } from './support/raw-request.ts';
import { startTestStack, type TestStack } from './support/stack.ts';

let stack: TestStack;
let mine: Premises;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  mine = await furnish(stack);
});
afterAll(() => stack.dispose());

/** Sends it as the tenant does, and asserts a proper refusal that stored nothing. */
async function refused({ send, code, causes, members = {}, anonymous }: Omit<Case, 'what'>): Promise<void> {
  const sent = send(mine);
  const authorization = anonymous === true ? {} : { authorization: `Bearer ${mine.tenant.live}` };
  const before = await storedItems(stack);
  const problem = problemOf(await rawRequest(stack.url, { ...sent, headers: { ...authorization, ...sent.headers } }));
  expect(problem).toMatchObject({ code, ...members });
  if (causes !== undefined) {
    const found = (problem.errors ?? []).map((cause, index) =>
      typeof causes[index] === 'string' ? cause.pointer : [cause.pointer, cause.code],
    );
    expect(found).toEqual(causes);
  }
  expect(await storedItems(stack)).toEqual(before);
}

describe.each([
  ['a body', BODIES],
  ['a request with', VALUES],
  ['a contract with', CONTRACTS],
  ['a calendar with', CALENDARS],
  ['a preview with', PREVIEWS],
  ['a backtest', BACKTESTS],
  ['figures', METRICS],
  ['a review', REVIEWS],
  ['routing:', ROUTING],
  ['a handoff asked for', TRANSITIONS],
  ['a test clock with', TEST_CLOCKS],
  ['events asked for by', EVENTS],
  ['a webhook endpoint with', WEBHOOKS],
  ['an address with', ADDRESSES],
  ['a journey:', JOURNEYS],
  ['a replay of', REPLAYS],
  ['a request for', TENANCY],
  ['the life of a tenant:', TENANT_LIFE],
  ['a call with', KEYS],
  ['a request under', IDEMPOTENCY],
])('%s that makes no sense is refused properly, and nothing is stored:', (_kind, cases) => {
  test.each(cases)('$what', refused);
});

test('a method that a path does not have is answered with those that it has', async () => {
  const answer = await mine.tenant.call('PUT', `/v1/owners/${mine.owner}`, { json: {} });
  expect(problemOf(answer).code).toBe('method_not_allowed');
  expect(answer.headers.get('allow')).toBe('DELETE, GET, PATCH, HEAD, OPTIONS');
});
