import { join } from 'node:path';
import { BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateScheduleCommand } from '@aws-sdk/client-scheduler';
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type Entry, readJournal } from '../support/journal.ts';
import { startTestStack, TEST_FUNCTIONS, type TestStack } from '../support/stack.ts';

function journalOf(stack: TestStack): Entry[] {
  return readJournal(join(stack.dataDir, 'journal.jsonl'));
}

function relayed(stack: TestStack, by = 'relay'): Entry[] {
  return journalOf(stack).filter((entry) => entry.by === by);
}

function item(key: string, number: number, behaviour = 'ok', kind = 'commit') {
  const text = String(number).padStart(6, '0');
  return { pk: { S: key }, sk: { S: text }, kind: { S: kind }, behaviour: { S: behaviour } };
}

async function put(stack: TestStack, key: string, number: number, behaviour?: string, kind?: string): Promise<void> {
  await stack.clients.dynamodb.send(
    new PutItemCommand({ TableName: 'baton', Item: item(key, number, behaviour, kind) }),
  );
}

const start = () => startTestStack({ functionsDir: TEST_FUNCTIONS });

describe('the stream of the table', () => {
  test('reaches the relay in the order of each key, with inserts of commits alone', async () => {
    const stack = await start();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (let number = 0; number < 20; number += 1) {
      const requests = keys.map((key) => ({ PutRequest: { Item: item(key, number) } }));
      await stack.clients.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { baton: requests } }));
    }
    await put(stack, 'a', 0); // a change, no insert
    await put(stack, 'a', 900, 'ok', 'state'); // no commit
    await put(stack, 'a', 20);
    await eventually('all commits are relayed', () => relayed(stack).length >= 121);
    for (const key of keys) {
      const numbers = relayed(stack).flatMap((entry) => (entry.key === key ? [entry.number] : []));
      expect(numbers).toEqual(Array.from({ length: key === 'a' ? 21 : 20 }, (_, index) => index));
    }
  });

  test('holds only one key up for its poison record, and tries that one again', async () => {
    const stack = await start();
    await put(stack, 'sick', 1);
    await put(stack, 'sick', 2, 'poison');
    await put(stack, 'sick', 3);
    for (let key = 0; key < 30; key += 1) await put(stack, `sound-${key}`, 1);
    await eventually('the poison record is tried again', () => relayed(stack, 'relay-failed').length >= 3);
    const sick = relayed(stack).flatMap((entry) => (entry.key === 'sick' ? [entry.number] : []));
    expect(sick).toEqual([1]);
    // Lanes are shared by hash, so that a few sound keys may wait behind the sick one: most must not.
    expect(relayed(stack).filter((entry) => entry.key?.startsWith('sound-')).length).toBeGreaterThan(15);
  });

  test('goes on after kill -9 where it was: nothing lost, and what was written in between is relayed', async () => {
    const stack = await start();
    for (let number = 0; number < 10; number += 1) await put(stack, `key-${number}`, 1);
    await eventually('the first ten are relayed', () => relayed(stack).length >= 10);
    for (let number = 0; number < 10; number += 1) await put(stack, `slow-${number}`, 1, 'slow');
    await stack.kill9();
    await stack.restart();
    await eventually('the last ten are relayed', () => {
      const keys = new Set(relayed(stack).map((entry) => entry.key));
      return keys.size === 20;
    });
    // The first ten were checkpointed: a restart does not replay the whole stream.
    for (let number = 0; number < 10; number += 1) {
      expect(relayed(stack).filter((entry) => entry.key === `key-${number}`)).toHaveLength(1);
    }
  });
});

describe('the queues', () => {
  const send = (stack: TestStack, queue: string, body: string, delaySeconds = 0) =>
    stack.clients.sqs.send(
      new SendMessageCommand({ QueueUrl: stack.queueUrl(queue), MessageBody: body, DelaySeconds: delaySeconds }),
    );
  const seen = (stack: TestStack, by: string, body: string): number =>
    journalOf(stack).filter((entry) => entry.by === by && entry.what === body).length;

  test('keep delayed messages over kill -9, and hand out again what was being worked on', async () => {
    const stack = await start();
    await send(stack, 'baton-deadlines', 'later', 2);
    await send(stack, 'baton-deliveries', 'slow work');
    await eventually('the work has begun', () => seen(stack, 'deliver', 'slow work') === 1);
    await stack.kill9();
    expect(seen(stack, 'deliver-done', 'slow work')).toBe(0);
    await stack.restart();
    await eventually('the work is done', () => seen(stack, 'deliver-done', 'slow work') === 1);
    await eventually('the delayed message is handled', () => seen(stack, 'deadline-done', 'later') === 1);
  });

  test('delete what succeeded and keep what failed of the same batch', async () => {
    const stack = await start();
    await Promise.all(['one', 'fail', 'two'].map((body) => send(stack, 'baton-dispatch', body)));
    await eventually(
      'all three were handed over',
      () => seen(stack, 'dispatch', 'fail') === 1 && seen(stack, 'dispatch', 'two') === 1,
    );
    const hidden = await eventually('one message is left, hidden', async () => {
      const { Attributes: counts } = await stack.clients.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: stack.queueUrl('baton-dispatch'), AttributeNames: ['All'] }),
      );
      const waiting = Number(counts?.['ApproximateNumberOfMessages']);
      const inFlight = Number(counts?.['ApproximateNumberOfMessagesNotVisible']);
      return waiting === 0 && inFlight === 1 ? counts : undefined;
    });
    expect(hidden?.['VisibilityTimeout']).toBe('180');
  });
});

describe('schedules', () => {
  const schedule = (stack: TestStack, name: string, input: object, at: Date) =>
    stack.clients.scheduler.send(
      new CreateScheduleCommand({
        GroupName: 'baton',
        Name: name,
        ScheduleExpression: `at(${at.toISOString().slice(0, 19)})`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: 'arn:aws:lambda:us-east-1:000000000000:function:baton-deadline',
          RoleArn: 'arn:aws:iam::000000000000:role/baton-deadline-schedule',
          Input: JSON.stringify(input),
        },
      }),
    );

  test('that fall due while everything is down fire at the next start, once', async () => {
    const stack = await start();
    await schedule(stack, 'hnd_1', { handoffId: 'hnd_1' }, new Date(Date.now() + 2_000));
    await stack.kill9();
    await new Promise((resolve) => setTimeout(resolve, 2_500)); // real downtime is what this is about
    await stack.restart();
    const fired = () => journalOf(stack).filter((entry) => entry.by === 'deadline');
    await eventually('the deadline function ran', () => fired().length > 0);
    await stack.stop();
    expect(fired()).toEqual([{ by: 'deadline', what: { handoffId: 'hnd_1' } }]);
  });

  test('whose function fails three times leave the event in the dead-letter queue', async () => {
    const stack = await start();
    await schedule(stack, 'hnd_2', { fail: true }, new Date(Date.now() + 1_000));
    const letter = await eventually('the dead letter', async () => {
      const { Messages: messages } = await stack.clients.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: stack.queueUrl('baton-deadline-dlq') }),
      );
      return messages?.[0]?.Body;
    });
    expect(JSON.parse(letter)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      requestPayload: { fail: true },
    });
    expect(journalOf(stack).filter((entry) => entry.by === 'deadline')).toHaveLength(3);
  });
});
