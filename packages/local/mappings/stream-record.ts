import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams';

/** A stream record in the form in which Lambda hands it to a function, and what the mapping needs to know of it. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch, to the second: the stream knows no more. */
  readonly arrivedAt: number;
  /** Equal for records whose order must be kept when a shard is worked on in parallel: the item's partition key. */
  readonly orderKey: string;
  /** The record as the function sees it; JSON. */
  readonly event: Readonly<Record<string, unknown>>;
}

/** Lambda's form of what `GetRecords` answered: binary as base64, instants as seconds since the epoch. */
export function toStreamRecord(
  record: _Record,
  source: { readonly streamArn: string; readonly region: string; readonly partitionKey: string },
): StreamRecord {
  const change = record.dynamodb;
  const sequenceNumber = change?.SequenceNumber;
  if (change === undefined || sequenceNumber === undefined) throw new Error('a stream record without sequence number');
  const arrivedAt = change.ApproximateCreationDateTime?.getTime() ?? 0;
  return {
    sequenceNumber,
    arrivedAt,
    orderKey: JSON.stringify(toWire(change.Keys?.[source.partitionKey])),
    event: {
      eventID: record.eventID,
      eventName: record.eventName,
      eventVersion: record.eventVersion,
      eventSource: 'aws:dynamodb',
      awsRegion: source.region,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(arrivedAt / 1000),
        Keys: toWireMap(change.Keys),
        ...(change.NewImage === undefined ? {} : { NewImage: toWireMap(change.NewImage) }),
        ...(change.OldImage === undefined ? {} : { OldImage: toWireMap(change.OldImage) }),
        SequenceNumber: sequenceNumber,
        SizeBytes: change.SizeBytes,
        StreamViewType: change.StreamViewType,
      },
      ...(record.userIdentity === undefined
        ? {}
        : { userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId } }),
      eventSourceARN: source.streamArn,
    },
  };
}

function toWireMap(map: Readonly<Record<string, AttributeValue>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([name, value]) => [name, toWire(value)]));
}

function toWire(value: AttributeValue | undefined): unknown {
  if (value === undefined) return null;
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(toWire) };
  if (value.M !== undefined) return { M: toWireMap(value.M) };
  return value;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
