import type { SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { createRoutingQueue } from '#aws/routing-queue.ts';
import { answering } from './support/answering.ts';

const REQUEST = { tenantId: 'ten_00000000000000000000000001', mode: 'live' } as const;

test('a request goes to the queue at once, in a group of its tenant so that it keeps no other waiting', async () => {
  const sqs = answering<SQSClient, SendMessageCommandInput>(() => ({}));
  await createRoutingQueue(sqs.client, 'http://queue').send({ ...REQUEST, after: 'que_1#ctr_1.1#all#' });
  expect(sqs.sent).toEqual([
    {
      QueueUrl: 'http://queue',
      MessageBody: JSON.stringify({ ...REQUEST, after: 'que_1#ctr_1.1#all#' }),
      DelaySeconds: 0,
      MessageGroupId: `${REQUEST.tenantId}.live`,
    },
  ]);
});

test('a request for later waits in the queue', async () => {
  const sqs = answering<SQSClient, SendMessageCommandInput>(() => ({}));
  await createRoutingQueue(sqs.client, 'http://queue').send(REQUEST, { delaySeconds: 5 });
  expect(sqs.sent).toMatchObject([{ DelaySeconds: 5 }]);
});
