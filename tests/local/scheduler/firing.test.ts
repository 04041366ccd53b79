import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { DEAD_LETTER_ARN, FUNCTION_ARN, QUEUE_ARN, ROLE_ARN } from '../eventbridge/names.ts';
import { refusalOf, startTestEventServer } from '../eventbridge/test-event-server.ts';

function schedule(changes: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput {
  return {
    Name: 'hnd_1',
    ScheduleExpression: 'at(2026-11-22T10:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN, Input: '{"handoffId":"hnd_1"}' },
    ...changes,
  };
}

const create = (changes: Partial<CreateScheduleCommandInput> = {}) => new CreateScheduleCommand(schedule(changes));

test('a one-time schedule invokes its function once, at its second and not before', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create());
  await stack.advanceTo('2026-11-22T09:59:59.999Z');
  expect(stack.invocations).toEqual([]);
  await stack.advanceTo('2026-11-22T10:00:00.000Z');
  expect(stack.invocations).toEqual([
    { arn: FUNCTION_ARN, roleArn: ROLE_ARN, input: { handoffId: 'hnd_1' }, invocationId: '1', attempt: 1 },
  ]);
  await stack.advanceTo('2027-11-22T10:00:00.000Z');
  expect(stack.invocations).toHaveLength(1);
  expect(stack.server.pendingInvocations()).toBe(0);
});

test('an at() in a time zone fires by that zone', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create({ ScheduleExpressionTimezone: 'Europe/Berlin' }));
  await stack.advanceTo('2026-11-22T09:00:00.000Z');
  expect(stack.invocations).toHaveLength(1);
});

test('a one-time schedule in the past is accepted and fires at once', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create({ ScheduleExpression: 'at(2022-12-31T23:59:59)' }));
  await stack.server.idle();
  expect(stack.invocations).toHaveLength(1);
});

test('a schedule further away than the longest timer of the platform fires on its day', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create({ ScheduleExpression: 'at(2036-11-22T10:00:00)' }));
  await stack.advanceTo('2036-11-22T09:59:59Z');
  expect(stack.invocations).toEqual([]);
  await stack.advanceTo('2036-11-22T10:00:00Z');
  expect(stack.invocations).toHaveLength(1);
});

test('a rate fires at its start and then at each interval, until its end', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(
    create({ ScheduleExpression: 'rate(5 minutes)', EndDate: new Date('2026-11-22T09:15:00Z') }),
  );
  await stack.server.idle();
  expect(stack.invocations).toHaveLength(1);
  await stack.advanceTo('2026-11-22T09:04:59Z');
  expect(stack.invocations).toHaveLength(1);
  await stack.advanceTo('2026-11-22T12:00:00Z');
  expect(stack.invocations).toHaveLength(3);
});

test('a disabled schedule does not fire until an update enables it', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create({ State: 'DISABLED' }));
  await stack.advanceTo('2026-11-22T11:00:00Z');
  expect(stack.invocations).toEqual([]);
  await stack.scheduler.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2026-11-22T12:00:00)' })));
  await stack.advanceTo('2026-11-22T12:00:00Z');
  expect(stack.invocations).toHaveLength(1);
});

test('an update moves the firing; the old instant passes in silence', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create());
  await stack.scheduler.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2026-11-22T11:00:00)' })));
  await stack.advanceTo('2026-11-22T10:59:59Z');
  expect(stack.invocations).toEqual([]);
  await stack.advanceTo('2026-11-22T11:00:00Z');
  expect(stack.invocations).toHaveLength(1);
});

test('a deleted schedule, and one of a deleted group, does not fire', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(new CreateScheduleGroupCommand({ Name: 'baton' }));
  await stack.scheduler.send(create());
  await stack.scheduler.send(create({ GroupName: 'baton' }));
  await stack.scheduler.send(new DeleteScheduleCommand({ Name: 'hnd_1' }));
  await stack.scheduler.send(new DeleteScheduleGroupCommand({ Name: 'baton' }));
  await stack.advanceTo('2026-11-22T11:00:00Z');
  expect(stack.invocations).toEqual([]);
});

test('ActionAfterCompletion DELETE removes the schedule once its last invocation is delivered, not before', async () => {
  const stack = await startTestEventServer();
  stack.failWith = () => new Error('not yet');
  await stack.scheduler.send(create({ ActionAfterCompletion: 'DELETE' }));
  await stack.advanceTo('2026-11-22T10:00:00Z');
  expect((await stack.scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }))).Name).toBe('hnd_1');
  stack.failWith = undefined;
  await stack.advanceTo('2026-11-22T10:00:01Z');
  expect(stack.invocations).toMatchObject([{ attempt: 2 }]);
  expect(await refusalOf(stack.scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' })))).toContain(
    'ResourceNotFoundException',
  );
});

test('a schedule that was updated while its last invocation was retried is not deleted', async () => {
  const stack = await startTestEventServer();
  stack.failWith = () => new Error('not yet');
  await stack.scheduler.send(create({ ActionAfterCompletion: 'DELETE' }));
  await stack.advanceTo('2026-11-22T10:00:00Z');
  const later = schedule({ ActionAfterCompletion: 'DELETE', ScheduleExpression: 'at(2026-11-22T12:00:00)' });
  await stack.scheduler.send(new UpdateScheduleCommand(later));
  stack.failWith = undefined;
  await stack.advanceTo('2026-11-22T11:00:00Z');
  expect((await stack.scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }))).Name).toBe('hnd_1');
  await stack.advanceTo('2026-11-22T12:00:00Z');
  expect(stack.invocations).toHaveLength(2);
});

test('without ActionAfterCompletion a completed schedule stays and stays silent', async () => {
  const stack = await startTestEventServer();
  await stack.scheduler.send(create());
  await stack.advanceTo('2026-11-22T13:00:00Z');
  expect((await stack.scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }))).State).toBe('ENABLED');
  expect(stack.invocations).toHaveLength(1);
});

test('a flexible window and the precision delay the firing by what chance draws from them', async () => {
  const stack = await startTestEventServer({ random: () => 0.5, precisionSeconds: 60 });
  await stack.scheduler.send(create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } }));
  await stack.advanceTo('2026-11-22T10:07:59.999Z');
  expect(stack.invocations).toEqual([]);
  await stack.advanceTo('2026-11-22T10:08:00.000Z');
  expect(stack.invocations).toHaveLength(1);
});

test('a failing target is retried with growing delays up to its policy, then dead-lettered with the attributes of AWS', async () => {
  const stack = await startTestEventServer({ random: () => 1 });
  const attempts: string[] = [];
  stack.failWith = (arn) => {
    if (arn !== FUNCTION_ARN) return undefined;
    attempts.push(new Date(stack.clock.now()).toISOString().slice(11, 19));
    return Object.assign(new Error('no capacity'), { name: 'TooManyRequestsException' });
  };
  const { ScheduleArn } = await stack.scheduler.send(
    create({
      Target: {
        Arn: FUNCTION_ARN,
        RoleArn: ROLE_ARN,
        Input: '{"n":1}',
        RetryPolicy: { MaximumRetryAttempts: 3 },
        DeadLetterConfig: { Arn: DEAD_LETTER_ARN },
      },
    }),
  );
  await stack.advanceTo('2026-11-22T10:10:00Z');
  expect(attempts).toEqual(['10:00:00', '10:00:01', '10:00:03', '10:00:07']);
  expect(stack.messages).toEqual([
    {
      queueArn: DEAD_LETTER_ARN,
      body: '{"n":1}',
      messageGroupId: undefined,
      attributes: {
        ERROR_CODE: 'TooManyRequestsException',
        ERROR_MESSAGE: 'no capacity',
        RETRY_ATTEMPTS: '3',
        EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
        TARGET_ARN: FUNCTION_ARN,
        SCHEDULE_ARN: ScheduleArn,
        SCHEDULED_TIME: '2026-11-22T10:00:00Z',
        EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/),
        IS_PAYLOAD_TRUNCATED: 'false',
      },
    },
  ]);
  expect(stack.server.pendingInvocations()).toBe(0);
});

test('retries end with the age of the event when that comes before their number', async () => {
  const stack = await startTestEventServer({ random: () => 1 });
  stack.failWith = (arn) => (arn === FUNCTION_ARN ? new Error('down') : undefined);
  await stack.scheduler.send(
    create({
      Target: {
        Arn: FUNCTION_ARN,
        RoleArn: ROLE_ARN,
        RetryPolicy: { MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: DEAD_LETTER_ARN },
      },
    }),
  );
  await stack.advanceTo('2026-11-22T10:10:00Z');
  // 1 + 2 + 4 + 8 + 16 = 31 s; the next retry would come at 63 s.
  expect(stack.messages).toMatchObject([
    { attributes: { RETRY_ATTEMPTS: '5', EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' } },
  ]);
});

test('a queue gets the input as it stands, with the context attributes filled in', async () => {
  const stack = await startTestEventServer();
  const { ScheduleArn } = await stack.scheduler.send(
    create({
      Target: {
        Arn: QUEUE_ARN,
        RoleArn: ROLE_ARN,
        Input: 'at <aws.scheduler.scheduled-time> by <aws.scheduler.schedule-arn>, try <aws.scheduler.attempt-number>',
      },
    }),
  );
  await stack.advanceTo('2026-11-22T10:00:00Z');
  expect(stack.messages).toEqual([
    {
      queueArn: QUEUE_ARN,
      body: `at 2026-11-22T10:00:00Z by ${ScheduleArn}, try 1`,
      messageGroupId: undefined,
      attributes: {},
    },
  ]);
});

test('a target without input gets the notification of AWS', async () => {
  const stack = await startTestEventServer();
  const { ScheduleArn } = await stack.scheduler.send(create({ Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN } }));
  await stack.advanceTo('2026-11-22T10:00:00Z');
  expect(stack.invocations[0]?.input).toMatchObject({
    version: '0',
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    time: '2026-11-22T10:00:00Z',
    resources: [ScheduleArn],
    detail: '{}',
  });
});
