import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { log } from '#runtime/log.ts';
import { createOutbox } from '#runtime/relay.ts';
import { readStreamRecord } from '#runtime/stream.ts';
import { publishCommits } from '#services/outbox/publish-commits.ts';

const outbox = createOutbox(process.env);

/** Publishes what the table's stream says was committed, and arms timers. Names the record from which to try again. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const records = event.Records.map(readStreamRecord);
  const damaged = records.find(({ commit }) => commit === undefined);
  const readable = damaged === undefined ? records : records.slice(0, records.indexOf(damaged));
  try {
    await publishCommits(
      outbox,
      readable.flatMap(({ commit }) => commit ?? []),
    );
  } catch (error) {
    log.error('commits were not published', { records: readable.length, error });
    return failedFrom(records[0]?.sequenceNumber);
  }
  if (damaged !== undefined) log.error('a commit cannot be read', { sequenceNumber: damaged.sequenceNumber });
  return failedFrom(damaged?.sequenceNumber);
}

function failedFrom(sequenceNumber: string | undefined): DynamoDBBatchResponse {
  return { batchItemFailures: sequenceNumber === undefined ? [] : [{ itemIdentifier: sequenceNumber }] };
}
