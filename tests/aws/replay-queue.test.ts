import type { SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createReplayQueue } from '#aws/replay-queue.ts';
import { answering } from './support/answering.ts';

const REQUEST = {
  tenantId: 'ten_00000000000000000000000001',
  mode: 'live',
  replayId: 'rpl_00000000000000000000000001',
  version: 3,
} as const;

test('a replay goes on from the version that is named, after the delay, beside those of other tenants', async () => {
  const { client, sent } = answering<SQSClient, SendMessageCommandInput>(() => ({}));
  const queue = createReplayQueue(client, 'http://queue');
  await queue.send(REQUEST);
  await queue.send(REQUEST, { delaySeconds: 7 });
  const whole = {
    QueueUrl: 'http://queue',
    MessageBody: JSON.stringify(REQUEST),
    MessageGroupId: `${REQUEST.tenantId}.live`,
  };
  expect(sent).toEqual([
    { ...whole, DelaySeconds: 0 },
    { ...whole, DelaySeconds: 7 },
  ]);
});
