import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reviewView } from '#api/schemas/review.ts';
import { maturitySchema } from '#domain/maturity/maturity.ts';
import { actionSchema } from '#domain/review/action.ts';
import { REVIEW_ROLE } from '#local/environment.ts';
import { queueArn, roleArn } from '#local/resources.ts';
import { backdateTenant, monthsAgo } from './support/backdate-tenant.ts';
import { eventually } from './support/eventually.ts';
import { problemOf } from './support/problem.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { GROUP, scheduleOf } from './support/schedules.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { bodyOf, request, signUp, type Tenant } from './support/tenant.ts';

const NOW = monthsAgo(0);
const BEFORE = monthsAgo(1);

let stack: TestStack;
let receiver: Receiver;
let tenant: Tenant;
let contractId: string;
beforeAll(async () => {
  stack = await startTestStack({ keep: true, environment: { BATON_DELETION_PAUSE_SECONDS: '2' } });
  receiver = await startReceiver();
  tenant = await signUp(stack);
  ({ contractId } = await handOver(tenant));
  await backdateTenant(stack, tenant.id, `${monthsAgo(2)}-15T00:00:00.000Z`);
}, 120_000);
afterAll(async () => {
  await receiver.close();
  await stack.dispose();
});

/** A contract, and a handoff under it that is rejected for a field. */
async function handOver({ create, call, command }: Tenant): Promise<{ readonly contractId: string }> {
  const { id: ownerId } = await create('/v1/owners', { name: 'Ana' });
  const { id } = await create('/v1/contracts', {
    name: 'Closed-won to <b>onboarding</b>',
    from: { stage: 'closed_won' },
    to: { stage: 'onboarding' },
    subjectType: 'account',
    packet: { schema: { type: 'object', properties: { goals: { type: 'string' } } } },
    rejectionReasons: [{ code: 'missing_goals', class: 'clerical', label: 'Goals are missing' }],
    routing: { rules: [], fallback: { ownerId } },
    clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted', 'rejected'], target: 'PT4H' }],
  });
  await call('POST', `/v1/contracts/${id}/publish`);
  const handoff = await create('/v1/handoffs', {
    contractId: id,
    subject: { type: 'account', id: 'acme' },
    packet: {},
  });
  await command(handoff.id, 'reject', { reason: 'missing_goals', fields: ['/goals'] });
  return { contractId: id };
}

const scheduled = () => scheduleOf(stack.clients.scheduler, `rev-${tenant.id}-live`);

/** Has Scheduler send, at once, what the tenant's own schedule sends on the first of the month. */
async function fire(name: string): Promise<void> {
  const Target = (await scheduled())?.Target;
  if (Target === undefined) throw new Error('the tenant has no schedule');
  const at = new Date().toISOString().slice(0, 19);
  await stack.clients.scheduler.send(
    new CreateScheduleCommand({
      Name: name,
      GroupName: GROUP,
      ScheduleExpression: `at(${at})`,
      ScheduleExpressionTimezone: 'UTC',
      FlexibleTimeWindow: { Mode: 'OFF' },
      ActionAfterCompletion: 'DELETE',
      Target,
    }),
  );
}

describe('the schedule of a tenant’s reviews', () => {
  test('comes with its first figures: on the first of the month by its own clocks, to the queue of reviews', async () => {
    const schedule = await eventually('it is there', scheduled);
    expect(schedule).toMatchObject({
      ScheduleExpression: 'cron(0 5 1 * ? *)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      Target: {
        Arn: queueArn('baton-reviews'),
        RoleArn: roleArn(REVIEW_ROLE),
        DeadLetterConfig: { Arn: queueArn('baton-reviews-dlq') },
      },
    });
    expect(JSON.parse(schedule.Target?.Input ?? '')).toEqual({ tenantId: tenant.id, mode: 'live', work: 'freeze' });
  });

  test('has the month that is over kept and announced, once, however often it fires', async () => {
    await tenant.create('/v1/webhook-endpoints', { url: receiver.url, eventTypes: ['review.*'] });
    await eventually('it is there', scheduled);
    await fire('once');
    await fire('twice');
    const announced = async () => {
      const { json } = await tenant.call('GET', '/v1/events?type=review.ready');
      return (json as { data: { id: string; actor: unknown; data: object }[] }).data;
    };
    const [event] = await eventually('it is announced', async () => {
      const events = await announced();
      return events.length > 0 && events;
    });
    expect(event).toMatchObject({
      actor: { type: 'system', id: 'review' },
      data: { month: BEFORE, review: `/v1/reviews/${BEFORE}`, submitted: 0 },
    });
    const { json } = await tenant.call('GET', '/v1/reviews');
    expect(json).toMatchObject({ data: [{ month: BEFORE, summary: { submitted: 0 } }], nextCursor: null });
    const read = () => tenant.call('GET', `/v1/reviews/${BEFORE}`);
    const [first, second] = [await read(), await read()];
    expect(second.text).toBe(first.text);
    expect(bodyOf(first, 200, reviewView())).toMatchObject({ provisional: false, empty: true });
    await eventually('both have fired', async () => (await scheduleOf(stack.clients.scheduler, 'twice')) === undefined);
    expect(await announced()).toHaveLength(1);
    await eventually('it is delivered', () => receiver.received.some(({ event: { type } }) => type === 'review.ready'));
  });
});

describe('the review of a month', () => {
  test('that runs is provisional, and has the figures of now', async () => {
    const review = await eventually('it is counted', async () => {
      const found = bodyOf(await tenant.call('GET', `/v1/reviews/${NOW}`), 200, reviewView());
      return found.summary.rejected === 1 && found;
    });
    expect(review).toMatchObject({
      provisional: true,
      provisionalBecause: 'running',
      summary: { submitted: 1, rates: { rejection: 1 } },
      contracts: [{ contractId, behind: { fields: [{ id: '/goals', count: 1, share: 1 }] } }],
    });
    const links = [review.summary.handoffs?.['rejected'], review.contracts[0]?.behind.fields[0]?.handoffs];
    for (const link of links) {
      const { json } = await tenant.call('GET', link ?? '/');
      expect(json).toMatchObject({ data: [{ amount: 1 }], nextCursor: null });
    }
  });

  test('is a page that runs nothing and loads nothing, and is Markdown, for whoever asks', async () => {
    const page = await request(stack, 'GET', `/v1/reviews/${NOW}`, {
      key: tenant.live,
      headers: { accept: 'text/html' },
    });
    expect([page.status, page.headers.get('content-type'), page.headers.get('vary')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'Accept',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('Closed-won to &lt;b&gt;onboarding&lt;/b&gt;');
    const text = await request(stack, 'GET', `/v1/reviews/${NOW}`, {
      key: tenant.live,
      headers: { accept: 'text/markdown' },
    });
    expect(text.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(text.text).toMatch(/^# Review of /);
  });

  test('has its figures as a page too, by themselves', async () => {
    const headers = { accept: 'text/html' };
    const page = await request(stack, 'GET', '/v1/metrics?groupBy=day', { key: tenant.live, headers });
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(page.text).toContain('Rejections by field');
  });

  test('that the tenant has not had is not there', async () => {
    const problem = problemOf(await tenant.call('GET', `/v1/reviews/${monthsAgo(3)}`));
    expect(problem).toMatchObject({ status: 404, code: 'not_found' });
  });
});

describe('an action', () => {
  test('is decided, changed by whoever has seen it last, and shown in its review', async () => {
    const path = `/v1/reviews/${BEFORE}/actions`;
    const decided = await tenant.call('POST', path, {
      json: { title: 'Require the goals', contractId, assignee: 'RevOps' },
    });
    const action = bodyOf(decided, 201, actionSchema());
    expect([action.status, decided.headers.get('etag')]).toEqual(['open', '"1"']);
    const change = (json: object, etag: string) =>
      tenant.call('PATCH', `${path}/${action.id}`, { json, headers: { 'if-match': etag } });
    expect(problemOf(await change({ contractVersion: 9 }, '"1"')).errors).toMatchObject([{ code: 'unknown_version' }]);
    const shipped = await change({ status: 'done', contractVersion: 1 }, '"1"');
    expect(bodyOf(shipped, 200, actionSchema())).toMatchObject({ version: 2, contractVersion: 1 });
    expect(problemOf(await change({ status: 'open' }, '"1"'))).toMatchObject({ code: 'concurrent_update' });
    const { actions } = bodyOf(await tenant.call('GET', `/v1/reviews/${BEFORE}`), 200, reviewView());
    expect(actions.map(({ id, version }) => [id, version])).toEqual([[action.id, 2]]);
    const { json } = await tenant.call('GET', '/v1/audit-log?limit=1');
    expect(json).toMatchObject({ data: [{ action: 'review_action.updated', resource: { id: action.id } }] });
  });

  test('goes on in the review of the next month until it is closed', async () => {
    const later = bodyOf(
      await tenant.call('POST', `/v1/reviews/${BEFORE}/actions`, { json: { title: 'Train the team' } }),
      201,
      actionSchema(),
    );
    const earlier = async () =>
      bodyOf(await tenant.call('GET', `/v1/reviews/${NOW}`), 200, reviewView()).earlierActions.map(({ id }) => id);
    expect(await earlier()).toEqual([later.id]);
    await tenant.call('PATCH', `/v1/reviews/${BEFORE}/actions/${later.id}`, {
      json: { status: 'dropped' },
      headers: { 'if-match': '"1"' },
    });
    expect(await earlier()).toEqual([]);
  });

  test('is in the export, with the reviews that are kept', async () => {
    const { text } = await tenant.call('GET', '/v1/tenant/export?limit=1000');
    expect(text).toContain('"kind":"review_action"');
    expect(text).toContain(`"kind":"review","data":{"month":"${BEFORE}"`);
  });
});

test('maturity is measured by what is there', async () => {
  const maturity = bodyOf(await tenant.call('GET', '/v1/maturity'), 200, maturitySchema());
  const levels = Object.fromEntries(maturity.capabilities.map(({ capability, level }) => [capability, level]));
  expect(levels).toMatchObject({ stage_definitions: 2, handoff_packet: 2, routing_and_ownership: 3, feedback_loop: 4 });
});

test('with a tenant that is deleted its schedule goes', async () => {
  expect(await scheduled()).toBeDefined();
  await tenant.call('DELETE', '/v1/tenant', { json: { confirm: tenant.id } });
  await eventually('it is gone', async () => (await scheduled()) === undefined, 60);
}, 90_000);
