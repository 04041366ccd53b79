import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld } from './support/world.ts';

const OUTCOME = { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } };

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

describe.concurrent('the main job', () => {
  test('from sign-up to a breach that escalates, a late acceptance and completion, told by signed webhooks', async () => {
    const { tenant, submit, receiver, secret, ana, fallback } = await openWorld(stack, { acceptSeconds: 3 });
    const born = await submit();
    expect(born).toMatchObject({ state: 'assigned', holder: { ownerId: ana } });
    const dueAt = born.clocks[0]?.dueAt;

    const received = () => receiver.about(born.id).map(({ event }) => event);
    await eventually('the escalation is received', () => received().length === 8);
    // webhooks come in any order
    const inOrder = received().sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    expect(inOrder.map(({ type }) => type)).toEqual([
      'handoff.submitted',
      'handoff.assigned',
      'clock.started',
      'clock.warned',
      'clock.breached',
      'escalation.triggered',
      'handoff.reassigned',
      'escalation.exhausted',
    ]);
    const breach = receiver.about(born.id).find(({ event }) => event.type === 'clock.breached');
    expect(breach?.event).toMatchObject({ occurredAt: dueAt, data: { clock: 'accept', dueAt } });
    expect(await tenant.handoff(born.id)).toMatchObject({ holder: { ownerId: fallback }, state: 'assigned' });

    const accepted = await tenant.command(born.id, 'accept');
    expect(accepted.clocks).toMatchObject([
      { name: 'accept', state: 'breached_closed', breachedAt: dueAt, warnings: [0.5] },
      { name: 'complete', state: 'running' },
    ]);
    const refused = await tenant.call('POST', `/v1/handoffs/${born.id}/complete`, { json: { outcome: {} } });
    expect(problemOf(refused)).toMatchObject({ status: 422, code: 'exit_criteria_unmet' });
    expect(await tenant.command(born.id, 'complete', OUTCOME)).toMatchObject({ state: 'completed' });

    const timeline = await tenant.timeline(born.id);
    expect(timeline.map(({ sequence }) => sequence)).toEqual(timeline.map((_, index) => index + 1));
    await eventually('every event is received', () => receiver.about(born.id).length === timeline.length);
    expect(receiver.about(born.id).map(({ event }) => event)).toEqual(timeline);
    expect(receiver.about(born.id).map(({ id }) => id)).toEqual(timeline.map(({ id }) => id));
    for (const { body, headers, event } of receiver.about(born.id)) {
      expect(new StandardWebhook(secret).verify(body, headers)).toEqual(event);
      expect(new SvixWebhook(secret).verify(body, headers)).toEqual(event);
    }
  });

  test('refuses a packet that is not ready with every gap at once, and stores nothing', async () => {
    const { tenant, contractId } = await openWorld(stack);
    const json = { contractId, subject: { type: 'account', id: 'acme-42' }, packet: { arr: -1, goals: 7 } };
    const problem = problemOf(await tenant.call('POST', '/v1/handoffs', { json }));
    expect(problem).toMatchObject({ status: 422, code: 'not_ready' });
    expect(problem.errors?.map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/packet/goals', 'schema_type'],
      ['/packet/arr', 'criterion_unmet'],
    ]);
    const dryRun = await tenant.call('POST', '/v1/handoffs/check', { json });
    expect(dryRun.json).toMatchObject({ ready: false, criteria: [{ id: 'arr_known', met: false }] });
    expect((await tenant.call('GET', '/v1/handoffs')).json).toEqual({ data: [], nextCursor: null });
  });

  test('a timely acceptance meets its clock, and nothing breaches or escalates', async () => {
    const { tenant, submit, receiver } = await openWorld(stack, { acceptSeconds: 4 });
    const { id } = await submit();
    const other = await submit('acme-43');
    await tenant.command(id, 'accept');
    await eventually('the one that nobody accepts breaches', () =>
      receiver.about(other.id).some(({ event }) => event.type === 'handoff.reassigned'),
    );
    expect((await tenant.timeline(id)).map(({ type }) => type)).toEqual([
      'handoff.submitted',
      'handoff.assigned',
      'clock.started',
      'handoff.accepted',
      'clock.met',
      'clock.started',
    ]);
  });

  test('a receiver that fails is tried again under the same id, with a signature of the new moment', async () => {
    let refusals = 0;
    const { submit, receiver, secret, tenant, endpointId } = await openWorld(stack, {
      answer: () => (refusals-- > 0 ? 503 : 200),
      contract: { clocks: [], escalation: [] },
    });
    await eventually('what came before is received', () =>
      receiver.received.some(({ event }) => event.type === 'contract.published'),
    );
    await tenant.call('PATCH', `/v1/webhook-endpoints/${endpointId}`, { json: { eventTypes: ['handoff.submitted'] } });
    refusals = 1;
    await submit();
    const attempts = () => receiver.received.filter(({ event }) => event.type === 'handoff.submitted');
    await eventually('it is tried again', () => attempts().length === 2);
    const [first, second] = attempts();
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect(Number(second?.headers['webhook-timestamp'])).toBeGreaterThan(Number(first?.headers['webhook-timestamp']));
    for (const { body, headers } of attempts()) new StandardWebhook(secret).verify(body, headers);
    const record = await eventually('the delivery is recorded', async () => {
      const { json } = await tenant.call('GET', `/v1/webhook-endpoints/${endpointId}/deliveries?status=delivered`);
      const { data } = json as { data: readonly { eventId: string; attempts: readonly { outcome: string }[] }[] };
      return data.find(({ eventId }) => eventId === first?.id);
    });
    expect(record.attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'succeeded']);
  });

  test('an endpoint receives the families of events that it asked for, and no other tenant’s', async () => {
    const one = await openWorld(stack);
    const two = await openWorld(stack);
    const patch = { json: { eventTypes: ['clock.*'] } };
    await one.tenant.call('PATCH', `/v1/webhook-endpoints/${one.endpointId}`, patch);
    const mine = await one.submit();
    const theirs = await two.submit();
    await one.tenant.command(mine.id, 'accept');
    await two.tenant.command(theirs.id, 'accept');
    await eventually('both are told', () => one.receiver.about(mine.id).length === 3);
    await eventually('both are told', () => two.receiver.about(theirs.id).length === 6);
    const told = one.receiver.received.filter(({ event }) => event.handoffId !== undefined);
    expect(told.map(({ event }) => event.type).sort()).toEqual(['clock.met', 'clock.started', 'clock.started']);
    expect(new Set(two.receiver.received.map(({ event }) => event.tenantId))).toEqual(new Set([two.tenant.id]));
  });

  test('live and test are separate worlds of data', async () => {
    const { tenant, submit, contractId } = await openWorld(stack);
    const { id } = await submit();
    for (const path of [`/v1/handoffs/${id}`, `/v1/handoffs/${id}/events`, `/v1/contracts/${contractId}`]) {
      expect(problemOf(await tenant.call('GET', path, { key: tenant.test }))).toMatchObject({ code: 'not_found' });
    }
    expect((await tenant.call('GET', '/v1/handoffs', { key: tenant.test })).json).toEqual({
      data: [],
      nextCursor: null,
    });
  });
});
