import {
  CreateEventBusCommand,
  DisableRuleCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { describe, expect, test } from 'vitest';
import { UnretryableTargetError } from '#local/eventbridge/delivery/invocation.ts';
import { ACCOUNT, DEAD_LETTER_ARN, FUNCTION_ARN, QUEUE_ARN, REGION } from './names.ts';
import { refusalOf, startTestEventServer, type TestEventServer } from './test-event-server.ts';

const entry: PutEventsRequestEntry = { Source: 'baton', DetailType: 'handoff.submitted', Detail: '{"id":"hnd_1"}' };

async function withRule(target: Partial<Target> = {}, pattern = '{"source":["baton"]}'): Promise<TestEventServer> {
  const stack = await startTestEventServer();
  await stack.events.send(new PutRuleCommand({ Name: 'all', EventPattern: pattern }));
  const Targets = [{ Id: 'queue', Arn: QUEUE_ARN, ...target }];
  await stack.events.send(new PutTargetsCommand({ Rule: 'all', Targets }));
  return stack;
}

async function put(stack: TestEventServer, ...entries: PutEventsRequestEntry[]) {
  const { Entries, FailedEntryCount } = await stack.events.send(new PutEventsCommand({ Entries: entries }));
  await stack.server.idle();
  return { Entries, FailedEntryCount };
}

describe('an event', () => {
  test('reaches each matching target with the fields of AWS', async () => {
    const stack = await withRule();
    const Time = new Date('2026-11-01T12:00:00Z');
    const { Entries, FailedEntryCount } = await put(stack, { ...entry, Resources: ['arn:x'], Time }, entry);
    expect(FailedEntryCount).toBe(0);
    expect(stack.messages.map(({ body }) => JSON.parse(body))).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'handoff.submitted',
        source: 'baton',
        account: ACCOUNT,
        time: '2026-11-01T12:00:00Z',
        region: REGION,
        resources: ['arn:x'],
        detail: { id: 'hnd_1' },
      },
      expect.objectContaining({ id: Entries?.[1]?.EventId, time: '2026-11-22T09:00:00Z', resources: [] }),
    ]);
    expect(Entries?.[0]?.EventId).not.toBe(Entries?.[1]?.EventId);
    expect(stack.server.pendingInvocations()).toBe(0);
  });

  test('reaches rules of its own bus only, and no disabled one', async () => {
    const stack = await withRule();
    await stack.events.send(new CreateEventBusCommand({ Name: 'baton' }));
    await stack.events.send(
      new PutRuleCommand({ Name: 'r', EventBusName: 'baton', EventPattern: '{"source":["baton"]}' }),
    );
    const Targets = [{ Id: 'f', Arn: FUNCTION_ARN }];
    await stack.events.send(new PutTargetsCommand({ Rule: 'r', EventBusName: 'baton', Targets }));
    await put(stack, { ...entry, EventBusName: 'baton' });
    await put(stack, { ...entry, EventBusName: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/baton` });
    expect([stack.invocations.length, stack.messages.length]).toEqual([2, 0]);
    await put(stack, { ...entry, EventBusName: 'none' }, { ...entry, Source: 'other' });
    await stack.events.send(new DisableRuleCommand({ Name: 'all' }));
    await put(stack, entry);
    expect([stack.invocations.length, stack.messages.length]).toEqual([2, 0]);
  });

  test('keeps the digits of numbers that JavaScript would round', async () => {
    const stack = await withRule();
    await put(stack, { ...entry, Detail: '{"n":9223372036854775807,"d":1.10}' });
    expect(stack.messages[0]?.body).toContain('"detail":{"n":9223372036854775807,"d":1.10}');
  });

  test.each<[string, Partial<PutEventsRequestEntry>, string, string]>([
    [
      'no source',
      { Source: undefined },
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    ],
    [
      'no detail type',
      { DetailType: undefined },
      'InvalidArgument',
      'Parameter DetailType is not valid. Reason: DetailType is a required argument.',
    ],
    [
      'no detail',
      { Detail: undefined },
      'InvalidArgument',
      'Parameter Detail is not valid. Reason: Detail is a required argument.',
    ],
    ['a detail that is not JSON', { Detail: '{' }, 'MalformedDetail', 'Detail is malformed.'],
    ['a detail that is a list', { Detail: '[]' }, 'MalformedDetail', 'Detail is malformed.'],
    [
      'a detail nested beyond 1000 levels',
      { Detail: `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}` },
      'MalformedDetail',
      'Detail is malformed.',
    ],
    ['a source of AWS', { Source: 'aws.ec2' }, 'NotAuthorizedForSourceException', 'Not authorized for the source.'],
  ])('with %s is refused alone', async (_, changes, ErrorCode, ErrorMessage) => {
    const stack = await withRule();
    const { Entries, FailedEntryCount } = await put(stack, { ...entry, ...changes }, entry);
    expect(FailedEntryCount).toBe(1);
    expect(Entries).toEqual([{ ErrorCode, ErrorMessage }, { EventId: expect.any(String) }]);
    expect(stack.messages).toHaveLength(1);
  });

  test('nested 1000 levels deep is delivered', async () => {
    const stack = await withRule();
    await put(stack, { ...entry, Detail: `{"a":${'['.repeat(999)}${']'.repeat(999)}}` });
    expect(stack.messages).toHaveLength(1);
  });

  test('is refused with its whole request beyond ten entries, none, or 256 KiB', async () => {
    const stack = await withRule();
    const send = (entries: PutEventsRequestEntry[]) => refusalOf(put(stack, ...entries));
    expect(await send(Array.from({ length: 11 }, () => entry))).toContain(
      "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10",
    );
    expect(await send([])).toContain('Member must have length greater than or equal to 1');
    const fixed = 'baton'.length + 'handoff.submitted'.length + '{"a":""}'.length;
    const sized = (bytes: number) => ({
      ...entry,
      Detail: `{"a":"${'é'.repeat(10)}${'x'.repeat(bytes - 20 - fixed)}"}`,
    });
    expect(await send([sized(256 * 1024 + 1)])).toBe(
      'ValidationException: Total size of the entries in the request is over the limit.',
    );
    expect(stack.messages).toEqual([]);
    await put(stack, sized(256 * 1024));
    expect(stack.messages).toHaveLength(1);
  });
});

describe('a target', () => {
  test.each<[string, Partial<Target>, unknown]>([
    ['constant input', { Input: '{"a":1}' }, { a: 1 }],
    ['a part of the event', { InputPath: '$.detail.list[1]' }, 'two'],
    [
      'a template with text and values',
      {
        InputTransformer: {
          InputPathsMap: { id: '$.detail.id', list: "$.detail['list']", none: '$.detail.none' },
          InputTemplate: '{"text":"handoff <id> <none>!","list":<list>,"none":<none>,"rule":"<aws.events.rule-name>"}',
        },
      },
      { text: 'handoff a"b !', list: ['one', 'two'], none: '', rule: 'all' },
    ],
    [
      'a template of the whole event',
      {
        InputTransformer: { InputTemplate: '{"at":<aws.events.event.ingestion-time>,"event":<aws.events.event.json>}' },
      },
      { at: '2026-11-22T09:00:00Z', event: expect.objectContaining({ source: 'baton' }) },
    ],
  ])('gets %s', async (_, target, expected) => {
    const stack = await withRule({ Arn: FUNCTION_ARN, ...target });
    await put(stack, { ...entry, Detail: '{"id":"a\\"b","list":["one","two"]}' });
    expect(stack.invocations.map(({ input }) => input)).toEqual([expected]);
  });

  test('that is a FIFO queue gets its message group', async () => {
    const stack = await withRule({ Arn: `${QUEUE_ARN}.fifo`, SqsParameters: { MessageGroupId: 'g' } });
    await put(stack, entry);
    expect(stack.messages).toMatchObject([{ queueArn: `${QUEUE_ARN}.fifo`, messageGroupId: 'g' }]);
  });

  test('that fails for good is dead-lettered at once, with the event and the attributes of AWS', async () => {
    const stack = await withRule({ InputPath: '$.detail', DeadLetterConfig: { Arn: DEAD_LETTER_ARN } });
    stack.failWith = (arn) =>
      arn === QUEUE_ARN ? new UnretryableTargetError('NO_RESOURCE', 'The queue does not exist.') : undefined;
    const { Entries } = await put(stack, entry);
    expect(stack.messages).toEqual([
      {
        queueArn: DEAD_LETTER_ARN,
        body: expect.stringContaining(`"id":"${Entries?.[0]?.EventId}"`),
        messageGroupId: undefined,
        attributes: {
          ERROR_CODE: 'NO_RESOURCE',
          ERROR_MESSAGE: 'The queue does not exist.',
          RETRY_ATTEMPTS: '0',
          TARGET_ARN: QUEUE_ARN,
          RULE_ARN: `arn:aws:events:${REGION}:${ACCOUNT}:rule/all`,
        },
      },
    ]);
  });

  test('whose dead-letter queue fails too is tried there again until it takes the letter', async () => {
    const stack = await withRule({
      DeadLetterConfig: { Arn: DEAD_LETTER_ARN },
      RetryPolicy: { MaximumRetryAttempts: 0 },
    });
    stack.failWith = () => new Error('queues are down');
    await put(stack, entry);
    await stack.advanceTo('2026-11-22T09:30:00Z');
    expect(stack.server.pendingInvocations()).toBe(1);
    stack.failWith = undefined;
    await stack.advanceTo('2026-11-22T09:45:00Z');
    expect(stack.messages).toMatchObject([{ queueArn: DEAD_LETTER_ARN, attributes: { RETRY_ATTEMPTS: '0' } }]);
    expect(stack.server.pendingInvocations()).toBe(0);
  });

  test('that fails holds up no other', async () => {
    const stack = await withRule();
    await stack.events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'f', Arn: FUNCTION_ARN }] }));
    stack.failWith = (arn) => (arn === QUEUE_ARN ? new Error('down') : undefined);
    await put(stack, ...Array.from({ length: 10 }, () => entry));
    expect(stack.invocations).toHaveLength(10);
    stack.failWith = undefined;
    await stack.advanceTo('2026-11-22T09:00:05Z');
    expect(stack.messages).toHaveLength(10);
  });
});
