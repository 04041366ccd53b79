import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { log } from '#runtime/log.ts';
import { createOutbox } from '#runtime/relay.ts';
import { readStreamRecord } from '#runtime/stream.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';

const outbox = createOutbox(process.env);

/** Publishes what the table's stream says was committed, and arms timers. Names the record from which to try again. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map(readStreamRecord);
  const damaged = records.findIndex(({ commit }) => commit === undefined);
  const readable = damaged === -1 ? records : records.slice(0, damaged);
  const stuck = await publishCommits(
    outbox,
    readable.flatMap(({ commit }) => commit ?? []),
  );
  if (stuck !== undefined) {
    const { sequenceNumber } = records[stuck.index] ?? {};
    log.error('a commit was not carried out', { sequenceNumber, records: records.length, error: stuck.error });
    return failedFrom(sequenceNumber);
  }
  const { sequenceNumber } = records[damaged] ?? {};
  if (damaged !== -1) log.error('a commit cannot be read', { sequenceNumber });
  return failedFrom(sequenceNumber);
}

function failedFrom(sequenceNumber: string | undefined): DynamoDBBatchResponse {
  return { batchItemFailures: sequenceNumber === undefined ? [] : [{ itemIdentifier: sequenceNumber }] };
}
