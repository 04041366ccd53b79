import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { instantFromEpoch } from '#domain/instant.ts';
import { once } from '#domain/once.ts';
import type { RecordedCommit } from '#services/outbox/keep-in-log.ts';
import { readCommit, readReplayRequest, readStaffingStamp, type StreamedCommit } from '#storage/commit.ts';
import { REPLAY_KIND, ROUTING_STAMP } from '#storage/table.ts';

/** A commit as the table's stream delivers it, with its place in the stream. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Undefined if the record cannot be read. */
  readonly commit: RecordedCommit | undefined;
}

/** Seconds since the epoch. DynamoDB rounds down to the second; so does this, as the log goes by it. */
const creationSchema = once(() => z.number().transform((seconds) => instantFromEpoch(Math.floor(seconds) * 1000)));

/** Reads a record of the table's stream. Never throws: a damaged record must not keep those before it from going on. */
export function readStreamRecord({ dynamodb }: DynamoDBRecord): StreamRecord {
  const sequenceNumber = dynamodb?.SequenceNumber ?? '';
  try {
    const recordedAt = creationSchema().parse(dynamodb?.ApproximateCreationDateTime);
    return { sequenceNumber, commit: { ...readImage(dynamodb?.NewImage), recordedAt } };
  } catch {
    return { sequenceNumber, commit: undefined };
  }
}

function readImage({ pk, sk, kind, doc }: NonNullable<DynamoDBRecord['dynamodb']>['NewImage'] = {}): StreamedCommit {
  if (sk?.S === ROUTING_STAMP.sort) return readStaffingStamp(pk?.S ?? '');
  if (kind?.S === REPLAY_KIND) return readReplayRequest(pk?.S ?? '', sk?.S ?? '');
  return readCommit(pk?.S ?? '', { doc: doc?.S ?? '' });
}
