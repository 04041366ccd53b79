import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeEventBusCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  ListEventBusesCommand,
  ListRuleNamesByTargetCommand,
  ListRulesCommand,
  ListTagsForResourceCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TagResourceCommand,
  type Target,
  TestEventPatternCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, DEAD_LETTER_ARN, QUEUE_ARN, REGION } from './names.ts';
import { refusalOf, startTestEventServer, statusOf } from './test-event-server.ts';

const PATTERN = '{"source":["baton"]}';

describe('event buses', () => {
  test('a bus is created once, described, listed and deleted', async () => {
    const { events } = await startTestEventServer();
    const { EventBusArn: arn } = await events.send(new CreateEventBusCommand({ Name: 'baton', Description: 'facts' }));
    expect(arn).toBe(`arn:aws:events:${REGION}:${ACCOUNT}:event-bus/baton`);
    expect(await refusalOf(events.send(new CreateEventBusCommand({ Name: 'baton' })))).toBe(
      'ResourceAlreadyExistsException: Event bus baton already exists.',
    );
    const described = await events.send(new DescribeEventBusCommand({ Name: arn }));
    expect(described).toMatchObject({ Name: 'baton', Arn: arn, Description: 'facts' });
    expect(described.CreationTime).toEqual(new Date('2026-11-22T09:00:00Z'));
    const first = await events.send(new ListEventBusesCommand({ Limit: 1 }));
    expect(first.EventBuses?.map(({ Name }) => Name)).toEqual(['baton']);
    const second = await events.send(new ListEventBusesCommand({ Limit: 1, NextToken: first.NextToken }));
    expect(second.EventBuses?.map(({ Name }) => Name)).toEqual(['default']);
    expect(second.NextToken).toBeUndefined();
    await events.send(new DeleteEventBusCommand({ Name: 'baton' }));
    expect(await refusalOf(events.send(new DescribeEventBusCommand({ Name: 'baton' })))).toBe(
      'ResourceNotFoundException: Event bus baton does not exist.',
    );
  });

  test('the default bus, and a bus with rules, cannot be deleted', async () => {
    const { events } = await startTestEventServer();
    expect(await refusalOf(events.send(new DeleteEventBusCommand({ Name: 'default' })))).toBe(
      'ValidationException: Cannot delete event bus default.',
    );
    await events.send(new CreateEventBusCommand({ Name: 'baton' }));
    await events.send(new PutRuleCommand({ Name: 'r', EventBusName: 'baton', EventPattern: PATTERN }));
    expect(await statusOf(events.send(new DeleteEventBusCommand({ Name: 'baton' })))).toBe(400);
  });

  test('a bus beyond the quota is LimitExceededException', async () => {
    const { events } = await startTestEventServer({ quotas: { buses: 1 } });
    expect(await refusalOf(events.send(new CreateEventBusCommand({ Name: 'second' })))).toBe(
      'LimitExceededException: The requested resource exceeds the maximum number allowed.',
    );
  });

  test('a bus and a rule carry tags', async () => {
    const { events } = await startTestEventServer();
    const bus = await events.send(new CreateEventBusCommand({ Name: 'baton', Tags: [{ Key: 'a', Value: '1' }] }));
    const rule = await events.send(new PutRuleCommand({ Name: 'r', EventBusName: 'baton', EventPattern: PATTERN }));
    for (const ResourceARN of [bus.EventBusArn, rule.RuleArn]) {
      await events.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] }));
      await events.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }));
      const { Tags } = await events.send(new ListTagsForResourceCommand({ ResourceARN }));
      expect(Tags).toEqual([{ Key: 'b', Value: '2' }]);
    }
    const unknown = `arn:aws:events:${REGION}:${ACCOUNT}:rule/none`;
    expect(await refusalOf(events.send(new ListTagsForResourceCommand({ ResourceARN: unknown })))).toContain(
      'ResourceNotFoundException',
    );
  });
});

describe('rules', () => {
  test('a rule is put, replaced, disabled, enabled, listed and deleted', async () => {
    const { events } = await startTestEventServer();
    const put = await events.send(new PutRuleCommand({ Name: 'all', EventPattern: PATTERN, Description: 'x' }));
    expect(put.RuleArn).toBe(`arn:aws:events:${REGION}:${ACCOUNT}:rule/all`);
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["other"]}' }));
    const described = await events.send(new DescribeRuleCommand({ Name: 'all' }));
    expect(described).toMatchObject({ EventPattern: '{"source":["other"]}', State: 'ENABLED', CreatedBy: ACCOUNT });
    expect(described.Description).toBeUndefined();
    await events.send(new DisableRuleCommand({ Name: 'all' }));
    expect((await events.send(new DescribeRuleCommand({ Name: 'all' }))).State).toBe('DISABLED');
    await events.send(new EnableRuleCommand({ Name: 'all' }));
    const { Rules } = await events.send(new ListRulesCommand({ NamePrefix: 'a' }));
    expect(Rules).toMatchObject([{ Name: 'all', State: 'ENABLED', EventBusName: 'default' }]);
    await events.send(new DeleteRuleCommand({ Name: 'all' }));
    await events.send(new DeleteRuleCommand({ Name: 'all' }));
    expect(await refusalOf(events.send(new DescribeRuleCommand({ Name: 'all' })))).toBe(
      'ResourceNotFoundException: Rule all does not exist on EventBus default.',
    );
  });

  test('a bad rule is refused with the exception of AWS', async () => {
    const { events } = await startTestEventServer({ quotas: { rulesPerBus: 0 } });
    const put = (input: Partial<ConstructorParameters<typeof PutRuleCommand>[0]>) =>
      refusalOf(events.send(new PutRuleCommand({ Name: 'r', ...input })));
    expect(await put({ EventPattern: '{"source":"baton"}' })).toBe(
      'InvalidEventPatternException: Event pattern is not valid. Reason: "source" must be an object or an array',
    );
    expect(await put({})).toBe(
      'ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.',
    );
    expect(await put({ EventPattern: PATTERN, EventBusName: 'none' })).toBe(
      'ResourceNotFoundException: Event bus none does not exist.',
    );
    expect(await put({ ScheduleExpression: 'rate(1 hour)' })).toContain('not supported locally');
    expect(await put({ EventPattern: PATTERN })).toContain('LimitExceededException');
  });
});

describe('targets', () => {
  test('targets are put, replaced by id, listed in pages, found by their ARN, and removed', async () => {
    const { events } = await startTestEventServer();
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: PATTERN }));
    const put = (Targets: Target[]) => events.send(new PutTargetsCommand({ Rule: 'all', Targets }));
    expect(
      await put([
        { Id: 'a', Arn: QUEUE_ARN },
        { Id: 'b', Arn: QUEUE_ARN },
      ]),
    ).toMatchObject({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    await put([{ Id: 'a', Arn: QUEUE_ARN, InputPath: '$.detail' }]);
    const first = await events.send(new ListTargetsByRuleCommand({ Rule: 'all', Limit: 1 }));
    expect(first.Targets).toEqual([{ Id: 'a', Arn: QUEUE_ARN, InputPath: '$.detail' }]);
    const rest = await events.send(new ListTargetsByRuleCommand({ Rule: 'all', NextToken: first.NextToken }));
    expect(rest.Targets).toEqual([{ Id: 'b', Arn: QUEUE_ARN }]);
    const names = await events.send(new ListRuleNamesByTargetCommand({ TargetArn: QUEUE_ARN }));
    expect(names.RuleNames).toEqual(['all']);
    expect(await refusalOf(events.send(new DeleteRuleCommand({ Name: 'all' })))).toBe(
      "ValidationException: Rule can't be deleted since it has targets.",
    );
    await events.send(new RemoveTargetsCommand({ Rule: 'all', Ids: ['a', 'b', 'never-there'] }));
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'all' }))).Targets).toEqual([]);
  });

  test.each<[string, Partial<Target>, string]>([
    [
      'an id with a slash',
      { Id: 'a/b' },
      "ValidationException: 1 validation error detected: Value 'a/b' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[.\\-_A-Za-z0-9]+$",
    ],
    [
      'an ARN that is none',
      { Arn: 'queue' },
      'ValidationException: Parameter queue is not valid. Reason: Provided Arn is not in correct format.',
    ],
    [
      'a FIFO queue without a message group',
      { Arn: `${QUEUE_ARN}.fifo` },
      'ValidationException: Parameter(s) SqsParameters must be specified for target: t.',
    ],
    ['input that is not JSON', { Input: '{' }, 'ValidationException: JSON syntax error in input for target t.'],
    ['a path that is none', { InputPath: 'detail' }, 'ValidationException: Invalid InputPath for target t: detail.'],
    [
      'input given twice',
      { Input: '1', InputPath: '$' },
      'ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    [
      'a FIFO queue for dead letters',
      { DeadLetterConfig: { Arn: `${DEAD_LETTER_ARN}.fifo` } },
      `ValidationException: Parameter DeadLetterConfig.Arn is not valid. Reason: ${DEAD_LETTER_ARN}.fifo is no standard queue.`,
    ],
    [
      'parameters of a service that is not there',
      { KinesisParameters: { PartitionKeyPath: '$.id' } },
      "ValidationException: 1 validation error detected: Value at 'targets.1.member.kinesisParameters' failed to satisfy constraint: Member is not supported by the local stack",
    ],
  ])('%s is refused, with all targets of the request', async (_, target, refusal) => {
    const { events } = await startTestEventServer();
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: PATTERN }));
    const Targets = [
      { Id: 't', Arn: QUEUE_ARN, ...target },
      { Id: 'good', Arn: QUEUE_ARN },
    ];
    expect(await refusalOf(events.send(new PutTargetsCommand({ Rule: 'all', Targets })))).toBe(refusal);
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'all' }))).Targets).toEqual([]);
  });

  test('a sixth target, and a target of no rule, are refused', async () => {
    const { events } = await startTestEventServer();
    await events.send(new PutRuleCommand({ Name: 'all', EventPattern: PATTERN }));
    const Targets = Array.from({ length: 6 }, (_, index) => ({ Id: `t${index}`, Arn: QUEUE_ARN }));
    expect(await refusalOf(events.send(new PutTargetsCommand({ Rule: 'all', Targets })))).toBe(
      'LimitExceededException: The requested resource exceeds the maximum number allowed.',
    );
    expect((await events.send(new ListTargetsByRuleCommand({ Rule: 'all' }))).Targets).toEqual([]);
    expect(await refusalOf(events.send(new PutTargetsCommand({ Rule: 'none', Targets })))).toBe(
      'ResourceNotFoundException: Rule none does not exist on EventBus default.',
    );
  });
});

test('TestEventPattern answers for an event with all mandatory fields, and refuses others', async () => {
  const { events } = await startTestEventServer();
  const envelope = { id: '1', account: ACCOUNT, source: 'baton', time: 't', region: REGION, resources: [] };
  const test = (Event: string, EventPattern = PATTERN) =>
    events.send(new TestEventPatternCommand({ EventPattern, Event }));
  expect((await test(JSON.stringify({ ...envelope, 'detail-type': 'x' }))).Result).toBe(true);
  expect((await test(JSON.stringify({ ...envelope, source: 'y', 'detail-type': 'x' }))).Result).toBe(false);
  for (const event of ['text', '[]', JSON.stringify(envelope), '['.repeat(100_000)]) {
    expect(await refusalOf(test(event))).toBe('ValidationException: Parameter Event is not valid.');
  }
  expect(await refusalOf(test('{}', '{"a":1}'))).toContain('InvalidEventPatternException');
});
