import type { DynamoDBRecord } from 'aws-lambda';
import { readCommit, readStaffingStamp, type StreamedCommit } from '#storage/commit.ts';
import { ROUTING_STAMP } from '#storage/table.ts';

/** A commit as the table's stream delivers it, with its place in the stream. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** Undefined if the record cannot be read. */
  readonly commit: StreamedCommit | undefined;
}

/** Reads a record of the table's stream. Never throws: a damaged record must not keep those before it from going on. */
export function readStreamRecord({ dynamodb }: DynamoDBRecord): StreamRecord {
  const sequenceNumber = dynamodb?.SequenceNumber ?? '';
  const { pk, sk, doc } = dynamodb?.NewImage ?? {};
  try {
    if (sk?.S === ROUTING_STAMP.sort) return { sequenceNumber, commit: readStaffingStamp(pk?.S ?? '') };
    return { sequenceNumber, commit: readCommit(pk?.S ?? '', { doc: doc?.S ?? '' }) };
  } catch {
    return { sequenceNumber, commit: undefined };
  }
}
