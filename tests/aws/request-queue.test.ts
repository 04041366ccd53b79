import type { SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { DrainRequest } from '#aws/ports.ts';
import { byTenant, createRequestQueue } from '#aws/request-queue.ts';
import { answering } from './support/answering.ts';

const REQUEST = { tenantId: 'ten_00000000000000000000000001', mode: 'live' } as const;

test('a request goes to the queue at once, in a group of its tenant so that it keeps no other waiting', async () => {
  const sqs = answering<SQSClient, SendMessageCommandInput>(() => ({}));
  await createRequestQueue<DrainRequest>(sqs.client, 'http://queue', byTenant).send({
    ...REQUEST,
    after: 'que_1#ctr_1.1#all#',
  });
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
  await createRequestQueue<DrainRequest>(sqs.client, 'http://queue', byTenant).send(REQUEST, { delaySeconds: 5 });
  expect(sqs.sent).toMatchObject([{ DelaySeconds: 5 }]);
});

const REPLAY = {
  tenantId: 'ten_00000000000000000000000001',
  mode: 'live',
  replayId: 'rpl_00000000000000000000000001',
  version: 3,
} as const;

test('a replay goes on from the version that is named, after the delay, beside those of other tenants', async () => {
  const { client, sent } = answering<SQSClient, SendMessageCommandInput>(() => ({}));
  const queue = createRequestQueue(client, 'http://queue', byTenant);
  await queue.send(REPLAY);
  await queue.send(REPLAY, { delaySeconds: 7 });
  const whole = {
    QueueUrl: 'http://queue',
    MessageBody: JSON.stringify(REPLAY),
    MessageGroupId: `${REPLAY.tenantId}.live`,
  };
  expect(sent).toEqual([
    { ...whole, DelaySeconds: 0 },
    { ...whole, DelaySeconds: 7 },
  ]);
});
