import { describe, expect, test } from 'vitest';
import { toStreamRecord } from '#local/mappings/stream-record.ts';

const source = { streamArn: 'arn:stream', region: 'us-east-1', partitionKey: 'pk' };

describe('a stream record as Lambda hands it to a function', () => {
  test('has binary as base64 at any depth, and instants as seconds', () => {
    const bytes = new Uint8Array([1, 2, 255]);
    const record = toStreamRecord(
      {
        eventID: '7',
        eventName: 'INSERT',
        eventVersion: '1.1',
        dynamodb: {
          ApproximateCreationDateTime: new Date(1_700_000_000_000),
          Keys: { pk: { S: 'p' }, sk: { S: 's' } },
          NewImage: { map: { M: { list: { L: [{ B: bytes }] } } }, set: { BS: [bytes] }, yes: { BOOL: true } },
          SequenceNumber: '12',
          SizeBytes: 20,
          StreamViewType: 'NEW_IMAGE',
        },
      },
      source,
    );
    expect(record.sequenceNumber).toBe('12');
    expect(record.event).toEqual({
      eventID: '7',
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:stream',
      dynamodb: {
        ApproximateCreationDateTime: 1_700_000_000,
        Keys: { pk: { S: 'p' }, sk: { S: 's' } },
        NewImage: { map: { M: { list: { L: [{ B: 'AQL/' }] } } }, set: { BS: ['AQL/'] }, yes: { BOOL: true } },
        SequenceNumber: '12',
        SizeBytes: 20,
        StreamViewType: 'NEW_IMAGE',
      },
    });
  });

  test('keeps order by partition key alone', () => {
    const orderKeyOf = (pk: string, sk: string): string =>
      toStreamRecord({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: '1' } }, source).orderKey;
    expect(orderKeyOf('a', '1')).toBe(orderKeyOf('a', '2'));
    expect(orderKeyOf('a', '1')).not.toBe(orderKeyOf('b', '1'));
  });
});
