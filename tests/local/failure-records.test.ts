import { describe, expect, test } from 'vitest';
import { discardedBatchRecord } from '#local/failure-records.ts';

describe('the message about stream records that were given up', () => {
  test('says where they are in the stream, so that a person can replay them', () => {
    const records = ['7', '8'].map((sequenceNumber, index) => ({
      sequenceNumber,
      arrivedAt: index * 1000,
      orderKey: 'k',
      event: {},
    }));
    const body = discardedBatchRecord(
      { records, condition: 'RetryAttemptsExhausted', invocations: 3, shardId: 'shard-1' },
      { functionName: 'relay', streamArn: 'arn:stream', requestId: 'req', at: new Date(5000) },
    );
    expect(JSON.parse(body)).toEqual({
      requestContext: {
        requestId: 'req',
        functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:baton-relay',
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: '1970-01-01T00:00:05.000Z',
      DDBStreamBatchInfo: {
        shardId: 'shard-1',
        startSequenceNumber: '7',
        endSequenceNumber: '8',
        approximateArrivalOfFirstRecord: '1970-01-01T00:00:00.000Z',
        approximateArrivalOfLastRecord: '1970-01-01T00:00:01.000Z',
        batchSize: 2,
        streamArn: 'arn:stream',
      },
    });
  });
});
