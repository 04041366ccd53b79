import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planTimer } from '#domain/sla/timer-plan.ts';
import { DEADLINE_ROLE } from '#local/environment.ts';
import { DEAD_LETTER_QUEUES, functionArn, queueArn, roleArn } from '#local/resources.ts';
import { eventually } from './support/eventually.ts';
import { handoffSchedules, scheduleOf } from './support/schedules.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { closeWorlds, openWorld } from './support/world.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await closeWorlds();
  await stack.dispose();
});

/** The minute at which the schedule of a deadline that is hours away stands: the one before its own. */
function minuteOf(deadline: string | null | undefined): string {
  const minuteBefore = new Date(Date.parse(deadline ?? '') - 60_000);
  return `at(${minuteBefore.toISOString().slice(0, 16)}:00)`;
}

const expressionOf = async (name: string) => (await scheduleOf(stack.clients.scheduler, name))?.ScheduleExpression;

describe.concurrent('the schedule of a handoff', () => {
  test('targets the deadline function alone, by its role, with a dead-letter queue and a retry policy', async () => {
    const { submit, tenant } = await openWorld(stack);
    const { id } = await submit();
    const schedule = await eventually('it is armed', () => scheduleOf(stack.clients.scheduler, id));
    expect(schedule).toMatchObject({
      Name: id,
      GroupName: 'baton',
      State: 'ENABLED',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: functionArn('deadline'),
        RoleArn: roleArn(DEADLINE_ROLE),
        DeadLetterConfig: { Arn: queueArn(DEAD_LETTER_QUEUES.deadline) },
        RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 30 },
      },
    });
    expect(JSON.parse(schedule.Target?.Input ?? '')).toEqual({ tenantId: tenant.id, mode: 'live', handoffId: id });
  });

  test('is one for each open handoff, at the minute of its next deadline; it moves when that moves', async () => {
    const { submit, tenant } = await openWorld(stack);
    const born = await submit();
    // the warning at half an hour comes first
    await eventually('armed', async () => (await expressionOf(born.id)) === minuteOf(born.nextDeadlineAt));
    const accepted = await tenant.command(born.id, 'accept');
    expect(accepted.nextDeadlineAt).not.toBe(born.nextDeadlineAt);
    await eventually('moved', async () => (await expressionOf(born.id)) === minuteOf(accepted.nextDeadlineAt));
    const names = await handoffSchedules(stack.clients.scheduler);
    expect(names.filter((name) => name === born.id)).toHaveLength(1);
  });

  test('stands at the end of a pause as long as that lasts, and goes back with the deadline when it is resumed', async () => {
    const { submit, tenant } = await openWorld(stack, {
      contract: {
        clocks: [
          { name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT1H' },
          { name: 'complete', start: 'accepted', stop: ['completed'], target: 'PT10H', pausable: true },
        ],
        pauseReasons: [{ code: 'awaiting_customer', clocks: ['complete'], maxPause: 'PT30H' }],
        escalation: [],
      },
    });
    const { id } = await submit();
    const running = await tenant.command(id, 'accept');
    const standsAt = (instant: string | null | undefined) => async () => (await expressionOf(id)) === minuteOf(instant);
    await eventually('armed for the deadline', standsAt(running.clocks[1]?.dueAt));
    const resumeBy = new Date(Date.now() + 20 * 3_600_000).toISOString();
    const paused = await tenant.command(id, 'pause', { reason: 'awaiting_customer', resumeBy });
    expect(paused.nextDeadlineAt).toBe(resumeBy);
    await eventually('moved to the end of the pause', standsAt(resumeBy));
    const resumed = await tenant.command(id, 'resume');
    expect(Date.parse(resumed.nextDeadlineAt ?? '')).toBeLessThan(Date.parse(resumeBy));
    await eventually('moved back to the deadline', standsAt(resumed.clocks[1]?.dueAt));
  });

  test.each([
    ['completion', 'complete', { outcome: { kickoffHeldAt: '2026-11-24T09:00:00Z' } }],
    ['cancellation', 'cancel', { reason: 'The customer withdrew.' }],
  ])('is gone after %s', async (_what, command, json) => {
    const { submit, tenant } = await openWorld(stack);
    const { id } = await submit();
    await tenant.command(id, 'accept');
    await eventually('armed', () => scheduleOf(stack.clients.scheduler, id));
    await tenant.command(id, command, json);
    await eventually('gone', async () => (await scheduleOf(stack.clients.scheduler, id)) === undefined);
  });

  test('is gone after a rejection that no clock waits on', async () => {
    const { submit, tenant } = await openWorld(stack);
    const { id } = await submit();
    await eventually('armed', () => scheduleOf(stack.clients.scheduler, id));
    await tenant.command(id, 'reject', { reason: 'incomplete', fields: ['/goals'] });
    await eventually('gone', async () => (await scheduleOf(stack.clients.scheduler, id)) === undefined);
  });

  test('is never made for a handoff without clocks', async () => {
    const { submit, receiver } = await openWorld(stack, { contract: { clocks: [], escalation: [] } });
    const { id } = await submit();
    await eventually('it was relayed', () => receiver.about(id).length === 2);
    expect(await scheduleOf(stack.clients.scheduler, id)).toBeUndefined();
  });

  test('stays armed for the next deadline once one has fired, so that none depends on the one before', async () => {
    const { submit, receiver } = await openWorld(stack, { acceptSeconds: 3600, contract: { escalation: [] } });
    const born = await submit();
    const warned = await openWorld(stack, {
      contract: {
        escalation: [],
        clocks: [{ name: 'accept', start: 'submitted', stop: ['accepted'], target: 'PT1H', warnAt: [0.0005] }],
      },
    });
    const { id } = await warned.submit();
    await eventually('it was warned', () =>
      warned.receiver.about(id).some(({ event }) => event.type === 'clock.warned'),
    );
    const { nextDeadlineAt } = await warned.tenant.handoff(id);
    await eventually('armed for the breach', async () => (await expressionOf(id)) === minuteOf(nextDeadlineAt));
    await eventually('it was relayed', () => receiver.about(born.id).length === 3);
    expect(await expressionOf(born.id)).toBe(minuteOf(born.nextDeadlineAt));
  });

  test('within the minute of the deadline stands behind it as a safety net', async () => {
    const { submit } = await openWorld(stack, { acceptSeconds: 20 });
    const born = await submit();
    const expression = await eventually('armed', () => expressionOf(born.id));
    const standsAt = Date.parse(`${expression.slice(3, -1)}Z`);
    const deadline = born.nextDeadlineAt ?? born.createdAt;
    // a deadline in the next minute is that minute's own business; otherwise the net is behind the deadline
    const { scheduleAt } = planTimer(deadline, born.createdAt);
    expect(standsAt).toBeGreaterThanOrEqual(Date.parse(scheduleAt));
    expect(standsAt % 60_000).toBe(0);
  });
});
