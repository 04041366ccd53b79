import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  ListTagsForResourceCommand,
  paginateListSchedules,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, DEAD_LETTER_ARN, FUNCTION_ARN, QUEUE_ARN, REGION, ROLE_ARN } from '../eventbridge/names.ts';
import { refusalOf, startTestEventServer, statusOf } from '../eventbridge/test-event-server.ts';

function schedule(changes: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput {
  return {
    Name: 'hnd_1',
    ScheduleExpression: 'at(2026-11-22T10:00:00)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN, Input: '{"handoffId":"hnd_1"}' },
    ...changes,
  };
}

function create(changes: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommand {
  return new CreateScheduleCommand(schedule(changes));
}

describe('schedules', () => {
  test('a schedule is read back as it was created, with its defaults', async () => {
    const { scheduler } = await startTestEventServer();
    const created = await scheduler.send(
      create({
        Description: 'deadline',
        ScheduleExpression: 'rate(5 minutes)',
        StartDate: new Date('2026-11-23T00:00:00Z'),
        EndDate: new Date('2026-12-23T00:00:00Z'),
        Target: {
          Arn: QUEUE_ARN,
          RoleArn: ROLE_ARN,
          Input: 'plain text',
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
          DeadLetterConfig: { Arn: DEAD_LETTER_ARN },
        },
      }),
    );
    const { $metadata: _, ...read } = await scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }));
    expect(created.ScheduleArn).toBe(`arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/hnd_1`);
    expect(read).toEqual({
      Arn: created.ScheduleArn,
      Name: 'hnd_1',
      GroupName: 'default',
      Description: 'deadline',
      ScheduleExpression: 'rate(5 minutes)',
      ScheduleExpressionTimezone: 'UTC',
      StartDate: new Date('2026-11-23T00:00:00Z'),
      EndDate: new Date('2026-12-23T00:00:00Z'),
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      ActionAfterCompletion: 'NONE',
      CreationDate: new Date('2026-11-22T09:00:00Z'),
      LastModificationDate: new Date('2026-11-22T09:00:00Z'),
      Target: {
        Arn: QUEUE_ARN,
        RoleArn: ROLE_ARN,
        Input: 'plain text',
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        DeadLetterConfig: { Arn: DEAD_LETTER_ARN },
      },
    });
  });

  test('an update replaces the whole schedule and keeps its creation date', async () => {
    const { scheduler, advanceTo } = await startTestEventServer();
    await scheduler.send(create({ Description: 'first', State: 'DISABLED', ActionAfterCompletion: 'DELETE' }));
    await advanceTo('2026-11-22T09:30:00Z');
    await scheduler.send(new UpdateScheduleCommand(schedule({ ScheduleExpression: 'at(2026-11-22T11:00:00)' })));
    const read = await scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }));
    expect(read.Description).toBeUndefined();
    expect(read.State).toBe('ENABLED');
    expect(read.ActionAfterCompletion).toBe('NONE');
    expect(read.CreationDate).toEqual(new Date('2026-11-22T09:00:00Z'));
    expect(read.LastModificationDate).toEqual(new Date('2026-11-22T09:30:00Z'));
  });

  test('a create that is repeated with its client token answers the same; with another request it is a conflict', async () => {
    const { scheduler } = await startTestEventServer();
    const first = await scheduler.send(create({ ClientToken: 'token-1' }));
    const again = await scheduler.send(create({ ClientToken: 'token-1' }));
    expect(again.ScheduleArn).toBe(first.ScheduleArn);
    const other = create({ ClientToken: 'token-1', ScheduleExpression: 'at(2026-11-22T12:00:00)' });
    expect(await refusalOf(scheduler.send(other))).toBe('ConflictException: Schedule hnd_1 already exists.');
    expect(await statusOf(scheduler.send(create({ ClientToken: 'token-2' })))).toBe(409);
    const read = await scheduler.send(new GetScheduleCommand({ Name: 'hnd_1' }));
    expect(read.ScheduleExpression).toBe('at(2026-11-22T10:00:00)');
  });

  test('what does not exist is ResourceNotFoundException with status 404', async () => {
    const { scheduler } = await startTestEventServer();
    const calls = [
      () => scheduler.send(new GetScheduleCommand({ Name: 'none' })),
      () => scheduler.send(new DeleteScheduleCommand({ Name: 'none' })),
      () => scheduler.send(new UpdateScheduleCommand(schedule({ Name: 'none' }))),
    ];
    for (const call of calls) {
      expect(await refusalOf(call())).toBe('ResourceNotFoundException: Schedule none does not exist.');
      expect(await statusOf(call())).toBe(404);
    }
    const inNoGroup = 'ResourceNotFoundException: Schedule group none does not exist.';
    expect(await refusalOf(scheduler.send(create({ GroupName: 'none' })))).toBe(inNoGroup);
    expect(await refusalOf(scheduler.send(new ListSchedulesCommand({ GroupName: 'none' })))).toBe(inNoGroup);
    expect(await refusalOf(scheduler.send(new GetScheduleGroupCommand({ Name: 'none' })))).toBe(inNoGroup);
    expect(await refusalOf(scheduler.send(new DeleteScheduleGroupCommand({ Name: 'none' })))).toBe(inNoGroup);
  });

  test('a schedule beyond the quota is ServiceQuotaExceededException with status 402', async () => {
    const { scheduler } = await startTestEventServer({ quotas: { schedules: 1, groups: 1 } });
    await scheduler.send(create());
    expect(await refusalOf(scheduler.send(create({ Name: 'second' })))).toContain('ServiceQuotaExceededException');
    expect(await statusOf(scheduler.send(new CreateScheduleGroupCommand({ Name: 'g' })))).toBe(402);
  });

  test('pages hold each schedule once, in order, and a token of another making is refused', async () => {
    const { scheduler } = await startTestEventServer();
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'baton' }));
    for (let index = 0; index < 5; index++) {
      await scheduler.send(create({ Name: `a-${index}`, GroupName: 'baton' }));
      await scheduler.send(create({ Name: `b-${index}`, State: index % 2 === 0 ? 'DISABLED' : 'ENABLED' }));
    }
    const names: (string | undefined)[] = [];
    for await (const page of paginateListSchedules({ client: scheduler, pageSize: 3 }, {})) {
      expect(page.Schedules?.length).toBeLessThanOrEqual(3);
      names.push(...(page.Schedules ?? []).map(({ Name }) => Name));
    }
    expect(names).toEqual(['a-0', 'a-1', 'a-2', 'a-3', 'a-4', 'b-0', 'b-1', 'b-2', 'b-3', 'b-4']);
    const list = async (input: ListSchedulesCommandInput) =>
      (await scheduler.send(new ListSchedulesCommand(input))).Schedules?.map(({ Name }) => Name);
    expect(await list({ GroupName: 'default', State: 'DISABLED' })).toEqual(['b-0', 'b-2', 'b-4']);
    expect(await list({ NamePrefix: 'a-' })).toHaveLength(5);
    expect(await refusalOf(list({ NextToken: 'made-up' }))).toBe('ValidationException: NextToken is not valid.');
  });
});

describe('schedule groups', () => {
  test('a group is created once, read, listed, tagged and deleted with its schedules', async () => {
    const { scheduler } = await startTestEventServer();
    const group = new CreateScheduleGroupCommand({
      Name: 'baton',
      ClientToken: 'token',
      Tags: [{ Key: 'stage', Value: 'test' }],
    });
    const { ScheduleGroupArn: arn } = await scheduler.send(group);
    expect((await scheduler.send(group)).ScheduleGroupArn).toBe(arn);
    expect(await refusalOf(scheduler.send(new CreateScheduleGroupCommand({ Name: 'baton' })))).toBe(
      'ConflictException: Schedule group baton already exists.',
    );
    const read = await scheduler.send(new GetScheduleGroupCommand({ Name: 'baton' }));
    expect(read).toMatchObject({ Arn: arn, Name: 'baton', State: 'ACTIVE' });
    const listed = await scheduler.send(new ListScheduleGroupsCommand({}));
    expect(listed.ScheduleGroups?.map(({ Name }) => Name)).toEqual(['baton', 'default']);

    await scheduler.send(new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: 'owner', Value: 'ops' }] }));
    await scheduler.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['stage'] }));
    const tags = await scheduler.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(tags.Tags).toEqual([{ Key: 'owner', Value: 'ops' }]);

    await scheduler.send(create({ GroupName: 'baton' }));
    await scheduler.send(new DeleteScheduleGroupCommand({ Name: 'baton' }));
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'baton' }));
    expect((await scheduler.send(new ListSchedulesCommand({ GroupName: 'baton' }))).Schedules).toEqual([]);
    expect((await scheduler.send(new ListTagsForResourceCommand({ ResourceArn: arn }))).Tags).toEqual([]);
  });

  test('the default group is there from the start and cannot be deleted', async () => {
    const { scheduler } = await startTestEventServer();
    expect((await scheduler.send(new GetScheduleGroupCommand({ Name: 'default' }))).State).toBe('ACTIVE');
    expect(await refusalOf(scheduler.send(new DeleteScheduleGroupCommand({ Name: 'default' })))).toBe(
      'ValidationException: The default schedule group cannot be deleted.',
    );
  });
});

describe('validation', () => {
  const target = { Arn: FUNCTION_ARN, RoleArn: ROLE_ARN };

  test.each<[string, Partial<CreateScheduleCommandInput>, string]>([
    [
      'a name with a space',
      { Name: 'a b' },
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$",
    ],
    [
      'a name of 65 characters',
      { Name: 'n'.repeat(65) },
      `1 validation error detected: Value '${'n'.repeat(65)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'an unknown state',
      { State: 'ON' as 'ENABLED' },
      "1 validation error detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]",
    ],
    [
      'too many retries',
      { Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 186 } } },
      "1 validation error detected: Value '186' at 'target.retryPolicy.maximumRetryAttempts' failed to satisfy constraint: Member must have value less than or equal to 185",
    ],
    [
      'two causes, both named',
      { State: 'ON' as 'ENABLED', Target: { ...target, RetryPolicy: { MaximumEventAgeInSeconds: 59 } } },
      "2 validation errors detected: Value 'ON' at 'state' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]; Value '59' at 'target.retryPolicy.maximumEventAgeInSeconds' failed to satisfy constraint: Member must have value greater than or equal to 60",
    ],
    [
      'no target',
      { Target: undefined },
      "1 validation error detected: Value null at 'target' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a dead-letter queue that is FIFO',
      { Target: { ...target, DeadLetterConfig: { Arn: `${DEAD_LETTER_ARN}.fifo` } } },
      `1 validation error detected: Value '${DEAD_LETTER_ARN}.fifo' at 'target.deadLetterConfig.arn' failed to satisfy constraint: Member must satisfy regular expression pattern: ^arn:aws(-[a-z]+)?:sqs:[a-z0-9-]+:\\d{12}:[a-zA-Z0-9\\-_]+$`,
    ],
    ['an expression that is none', { ScheduleExpression: 'every(day)' }, 'Invalid Schedule Expression every(day).'],
    [
      'an unknown time zone',
      { ScheduleExpressionTimezone: 'Mars/Olympus' },
      'Invalid Schedule Expression Timezone Mars/Olympus.',
    ],
    [
      'an offset for a time zone',
      { ScheduleExpressionTimezone: '+01:00' },
      'Invalid Schedule Expression Timezone +01:00.',
    ],
    [
      'a start long past',
      { ScheduleExpression: 'rate(1 hour)', StartDate: new Date('2026-11-22T08:54:59Z') },
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    ],
    [
      'a start behind the end',
      {
        ScheduleExpression: 'rate(1 hour)',
        StartDate: new Date('2026-11-24T00:00:00Z'),
        EndDate: new Date('2026-11-23T00:00:00Z'),
      },
      'The StartDate you specify must be earlier than the EndDate.',
    ],
    [
      'a flexible window without its length',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
      'MaximumWindowInMinutes must be provided when the flexible time window mode is FLEXIBLE.',
    ],
    [
      'a function input that is not JSON',
      { Target: { ...target, Input: '{' } },
      'The Input of the target is not well-formed JSON.',
    ],
    [
      'a FIFO queue without a message group',
      { Target: { ...target, Arn: `${QUEUE_ARN}.fifo` } },
      'SqsParameters with a MessageGroupId must be provided for a FIFO queue.',
    ],
    [
      'a target that the local stack cannot invoke',
      { Target: { ...target, Arn: 'arn:aws:scheduler:::aws-sdk:s3:listBuckets' } },
      'Target arn:aws:scheduler:::aws-sdk:s3:listBuckets is not supported locally: use a Lambda function or an SQS queue.',
    ],
  ])('%s is refused and nothing is stored', async (_, changes, message) => {
    const { scheduler } = await startTestEventServer();
    expect(await refusalOf(scheduler.send(create(changes)))).toBe(`ValidationException: ${message}`);
    expect(await statusOf(scheduler.send(create(changes)))).toBe(400);
    expect((await scheduler.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });
});
