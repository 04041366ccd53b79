import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRecord, AttributeValue as LambdaValue } from 'aws-lambda';
import * as z from 'zod';
import { instantFromEpoch } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import { toItem } from '#storage/attributes.ts';
import {
  type RecordedCommit,
  readCommit,
  readDeletionRequest,
  readReplayRequest,
  readStaffingStamp,
  readTenantChange,
} from '#storage/commit.ts';
import { DELETION_KIND, REPLAY_KIND, ROUTING_STAMP, TENANT_SUFFIX } from '#storage/table.ts';

type Change = DynamoDBRecord['dynamodb'];

/** A commit as the table's stream delivers it, with its place in the stream. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Undefined if the record cannot be read. */
  readonly commit: RecordedCommit | undefined;
}

/** Seconds since the epoch, rounded down: what publishes nothing is dated by the stream. */
const creationSchema = once(() => z.number().transform((seconds) => instantFromEpoch(Math.floor(seconds) * 1000)));

/** Reads a record of the table's stream. Never throws: a damaged record must not keep those before it from going on. */
export function readStreamRecord({ dynamodb }: DynamoDBRecord): StreamRecord {
  const sequenceNumber = dynamodb?.SequenceNumber ?? '';
  try {
    return { sequenceNumber, commit: readRecord(dynamodb) };
  } catch {
    return { sequenceNumber, commit: undefined };
  }
}

function readRecord({ NewImage: image = {}, ApproximateCreationDateTime }: Change = {}): RecordedCommit {
  const { pk: { S: partition = '' } = {}, sk: { S: sort = '' } = {}, kind } = image;
  const dated = () => ({ recordedAt: creationSchema().parse(ApproximateCreationDateTime) });
  if (sort === ROUTING_STAMP.sort) return { ...readStaffingStamp(partition), ...dated() };
  if (kind?.S === DELETION_KIND) return { ...readDeletionRequest(partition), ...dated() };
  if (kind?.S === REPLAY_KIND) return { ...readReplayRequest(partition, sort), ...dated() };
  if (partition.endsWith(TENANT_SUFFIX)) return { ...readTenantChange(partition), ...dated() };
  return readCommit(partition, toItem(stored(image)).attributes);
}

/** Lambda hands over what is binary in base 64. */
function stored(image: Readonly<Record<string, LambdaValue>>): Record<string, AttributeValue> {
  const entries = Object.entries(image).map(([name, { S, N, B }]): [string, AttributeValue] => {
    if (S !== undefined) return [name, { S }];
    return [name, N === undefined ? { B: Buffer.from(B ?? '', 'base64') } : { N }];
  });
  return Object.fromEntries(entries);
}
