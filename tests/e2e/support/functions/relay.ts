import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { note } from '../journal.ts';

/** Notes each record; one with `behaviour` "poison" fails, "slow" takes a while. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  for (const record of event.Records) {
    const image = record.dynamodb?.NewImage;
    const behaviour = image?.['behaviour']?.S;
    if (behaviour === 'poison') {
      note({ ...entryOf(record), by: 'relay-failed' });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
    if (behaviour === 'slow') await delay(200);
    note(entryOf(record));
  }
  return { batchItemFailures: [] };
}

function entryOf(record: DynamoDBRecord) {
  const keys = record.dynamodb?.Keys;
  return { by: 'relay', key: keys?.['pk']?.S ?? '', number: Number(keys?.['sk']?.S) };
}
