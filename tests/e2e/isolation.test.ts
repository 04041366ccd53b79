import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '#api/routes/index.ts';
import { BODY, furnish, OFFICE, type Premises, storedItems } from './support/premises.ts';
import { type Problem, problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { signUp } from './support/tenant.ts';

let stack: TestStack;
let mine: Premises;
let theirs: Premises;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
  [mine, theirs] = await Promise.all([furnish(stack), furnish(stack)]);
});
afterAll(() => stack.dispose());

/** A body that the route would take, so that nothing but the id is at fault. */
const BODIES: Readonly<Record<string, unknown>> = {
  replaceCalendar: { ...OFFICE, name: 'Taken over' },
  updateContract: { name: 'Taken over' },
  updateOwner: { name: 'Taken over' },
  updateQueue: { name: 'Taken over' },
  handOver: { to: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' }, reason: 'Taken over', dryRun: false },
  updateWebhookEndpoint: { enabled: false },
  rotateWebhookSecret: { force: true },
  testWebhookEndpoint: { type: 'clock.breached' },
  startReplay: { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
  rejectHandoff: { reason: 'incomplete', fields: ['/goals'] },
  completeHandoff: { outcome: {} },
  cancelHandoff: { reason: 'Taken over' },
  reachMilestone: { name: 'first_touch' },
  resubmitHandoff: { packet: {} },
  reassignHandoff: { ownerId: 'own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', reason: 'Taken over' },
  disqualifyHandoff: { reason: 'Taken over' },
  pauseHandoff: { reason: 'awaiting_customer', resumeBy: '2099-01-01T00:00:00Z' },
  reprioritizeHandoff: { priority: 'urgent' },
  retargetClock: { clock: 'accept', target: 'PT1H' },
  noteHandoff: { text: 'Taken over' },
  excuseClock: { clock: 'accept', reason: 'Taken over' },
  migrateHandoffs: { toVersion: 2, dryRun: false },
  rebaseHandoffs: { dryRun: false },
  advanceTestClock: { by: 'PT1H' },
  updateApiKey: { name: 'Taken over' },
  rotateApiKey: { overlap: 'PT0S', force: true },
  backtestContract: { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' },
  simulateContract: { packet: {}, subject: { type: 'account', id: 'acme-42' } },
};

const WEEK = { from: '2027-01-04T00:00:00Z', to: '2027-01-11T00:00:00Z' };

const KINDS = {
  contracts: 'contract',
  calendars: 'calendar',
  owners: 'owner',
  queues: 'queue',
  handoffs: 'assigned',
  'webhook-endpoints': 'endpoint',
  'api-keys': 'apiKey',
  'test-clocks': 'testClock',
} as const satisfies Record<string, keyof Premises>;

/** Every route that names one thing of a tenant. Deliveries are derived from an endpoint and an event. */
const BY_ID = ROUTES.flatMap(({ method, path, operationId }) => {
  const [, collection = ''] = /^\/v1\/([a-z-]+)\/\{id\}/.exec(path) ?? [];
  return collection in KINDS ? [{ method, path, operationId, kind: KINDS[collection as keyof typeof KINDS] }] : [];
});

function told({ requestId: _requestId, ...problem }: Problem, id: string): string {
  return JSON.stringify(problem).replaceAll(id, '<id>');
}

function unknownLike(id: string): string {
  return `${id.slice(0, 4)}01JDA5K7ZWQ0R8T2V4X6Y8B0CD`;
}

test('the routes that name one thing are all here', () => {
  expect(BY_ID.length).toBeGreaterThanOrEqual(20);
  expect(new Set(BY_ID.map(({ kind }) => kind)).size).toBe(Object.keys(KINDS).length);
});

describe('what is not one’s own cannot be told from what never was, and stays as it is:', () => {
  test.each(BY_ID)('$operationId of another tenant', async ({ method, path, operationId, kind }) => {
    const foreign = theirs[kind] as string;
    const key = kind === 'testClock' ? mine.tenant.test : mine.tenant.live;
    await expectUnknown(method, path, foreign, BODIES[operationId] ?? {}, key);
  });

  // keys belong to the account, of both modes, and there are no live test clocks
  const perMode = BY_ID.filter(({ kind }) => kind !== 'apiKey' && kind !== 'testClock');
  test.each(perMode)('$operationId of live data by a test key', async ({ method, path, operationId, kind }) => {
    await expectUnknown(method, path, mine[kind] as string, BODIES[operationId] ?? {}, mine.tenant.test);
  });

  async function expectUnknown(method: string, path: string, id: string, body: unknown, key: string): Promise<void> {
    const before = await storedItems(stack);
    const ask = async (named: string) => {
      const url = path.replace('{id}', named).replace('{version}', '1').replace('{name}', 'accept');
      const takesBody = method !== 'GET' && method !== 'DELETE';
      return problemOf(await mine.tenant.call(method, url, { key, ...(takesBody ? { json: body } : {}) }));
    };
    const foreign = await ask(id);
    const unknown = await ask(unknownLike(id));
    expect(foreign).toMatchObject({ status: 404, code: 'not_found' });
    expect(told(foreign, id)).toBe(told(unknown, unknownLike(id)));
    expect(await storedItems(stack)).toEqual(before);
  }

  test('a submission, routing and a successor cannot name another tenant’s things either', async () => {
    const before = await storedItems(stack);
    const { tenant } = mine;
    const subject = { type: 'account', id: 'a' };
    const handOver = (to: object) =>
      tenant.call('POST', `/v1/owners/${mine.owner}/hand-over`, { json: { to, reason: 'A', dryRun: false } });
    const attempts = await Promise.all([
      tenant.call('POST', '/v1/handoffs', { json: { contractId: theirs.contract, subject, packet: {} } }),
      tenant.call('POST', '/v1/handoffs/check', { json: { contractId: theirs.contract, subject, packet: {} } }),
      tenant.call('POST', `/v1/handoffs/${mine.assigned}/accept`, { json: { ownerId: theirs.owner } }),
      tenant.call('POST', `/v1/handoffs/${mine.assigned}/reassign`, { json: { ownerId: theirs.owner, reason: 'A' } }),
      tenant.call('POST', `/v1/handoffs/${mine.assigned}/reassign`, { json: { queueId: theirs.queue, reason: 'A' } }),
      tenant.call('POST', '/v1/owners', { json: { name: 'A', managerId: theirs.owner } }),
      tenant.call('PATCH', `/v1/owners/${mine.owner}`, { json: { calendarId: theirs.calendar } }),
      tenant.call('PATCH', `/v1/owners/${mine.owner}`, {
        json: { outOfOffice: [{ ...WEEK, delegateId: theirs.owner }] },
      }),
      tenant.call('POST', '/v1/queues', { json: { name: 'A', members: [{ ownerId: theirs.owner }] } }),
      tenant.call('PATCH', `/v1/queues/${mine.queue}`, { json: { fallback: { queueId: theirs.queue } } }),
      tenant.call('PATCH', `/v1/queues/${mine.queue}`, { json: { fallback: { ownerId: theirs.owner } } }),
      handOver({ ownerId: theirs.owner }),
      handOver({ queueId: theirs.queue }),
      tenant.call('POST', `/v1/contracts/${mine.contract}/retire`, { json: { successorId: theirs.contract } }),
    ]);
    for (const attempt of attempts) expect(problemOf(attempt).status).toBeOneOf([409, 422]);
    expect(await storedItems(stack)).toEqual(before);
  });

  test('a submission tells no more of another tenant’s test clock than of none', async () => {
    const ask = async (testClockId: string) => {
      const json = { contractId: mine.contract, subject: { type: 'account', id: 'a' }, packet: {}, testClockId };
      const answer = await mine.tenant.call('POST', '/v1/handoffs', { key: mine.tenant.test, json });
      return told(problemOf(answer), testClockId);
    };
    const unknown = await ask(unknownLike(mine.testClock));
    expect(await ask(theirs.testClock)).toBe(unknown);
    expect(unknown).toContain('"code":"unknown_test_clock"');
  });

  test('a preview tells no more of another tenant’s calendar than of none', async () => {
    const ask = async (calendarId: string) => {
      const json = { calendarId, start: '2026-11-27T12:00:00Z', target: 'PT1H' };
      return told(problemOf(await mine.tenant.call('POST', '/v1/calendars/preview', { json })), calendarId);
    };
    const unknown = await ask(unknownLike(mine.calendar));
    expect(await ask(theirs.calendar)).toBe(unknown);
    expect(unknown).toContain('"code":"unknown_calendar"');
  });

  test('a contract whose clock names another tenant’s calendar is published no more than with none', async () => {
    const tenant = await signUp(stack);
    const owner = await tenant.create('/v1/owners', { name: 'Ana' });
    const calendar = await tenant.create('/v1/calendars', OFFICE);
    const publish = async (calendarId: string) => {
      const routing = { rules: [], fallback: { ownerId: owner.id } };
      const clocks = BODY.clocks.map((clock) => ({ ...clock, calendarId }));
      const { id } = await tenant.create('/v1/contracts', { ...BODY, routing, clocks });
      return tenant.call('POST', `/v1/contracts/${id}/publish`);
    };
    const unknown = unknownLike(calendar.id);
    const refusal = problemOf(await publish(theirs.calendar));
    expect(told(refusal, theirs.calendar)).toBe(told(problemOf(await publish(unknown)), unknown));
    expect(refusal.errors).toMatchObject(
      BODY.clocks.map((_, index) => ({ pointer: `/clocks/${index}/calendarId`, code: 'unknown_calendar' })),
    );
    expect((await publish(calendar.id)).status).toBe(200);
  });

  test('no list shows another tenant’s test clock', async () => {
    const { text } = await mine.tenant.call('GET', '/v1/test-clocks', { key: mine.tenant.test });
    expect(text).toContain(mine.testClock);
    expect(text).not.toContain(theirs.testClock);
  });

  test('no list shows it', async () => {
    const lists = ['handoffs', 'contracts', 'calendars', 'owners', 'queues', 'webhook-endpoints', 'api-keys'];
    const foreign = [
      theirs.assigned,
      theirs.contract,
      theirs.calendar,
      theirs.owner,
      theirs.queue,
      theirs.endpoint,
      theirs.apiKey,
    ];
    for (const list of [...lists, `handoffs?ownerId=${theirs.owner}`, `handoffs?contractId=${theirs.contract}`]) {
      const { text, status } = await mine.tenant.call('GET', `/v1/${list}`);
      expect(status).toBe(200);
      for (const id of foreign) expect(text).not.toContain(id);
    }
  });
});
