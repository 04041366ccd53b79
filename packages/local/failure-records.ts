import type { DiscardedBatch } from './mappings/settle-batch.ts';
import { functionArn } from './resources.ts';

/** The message body by which Lambda tells an on-failure destination of stream records that a function gave up on. */
export function discardedBatchRecord(
  batch: DiscardedBatch & { readonly shardId: string },
  source: { readonly functionName: string; readonly streamArn: string; readonly requestId: string; readonly at: Date },
): string {
  const [first] = batch.records;
  const last = batch.records.at(-1);
  return JSON.stringify({
    requestContext: {
      requestId: source.requestId,
      functionArn: functionArn(source.functionName),
      condition: batch.condition,
      approximateInvokeCount: batch.invocations,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: source.at.toISOString(),
    DDBStreamBatchInfo: {
      shardId: batch.shardId,
      startSequenceNumber: first?.sequenceNumber,
      endSequenceNumber: last?.sequenceNumber,
      approximateArrivalOfFirstRecord: new Date(first?.arrivedAt ?? 0).toISOString(),
      approximateArrivalOfLastRecord: new Date(last?.arrivedAt ?? 0).toISOString(),
      batchSize: batch.records.length,
      streamArn: source.streamArn,
    },
  });
}

/** The message body by which Lambda tells an on-failure destination of an asynchronous event that was given up. */
export function failedEventRecord(failure: {
  readonly functionName: string;
  readonly event: unknown;
  readonly errorMessage: string;
  readonly invocations: number;
  readonly requestId: string;
  readonly at: Date;
}): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: failure.at.toISOString(),
    requestContext: {
      requestId: failure.requestId,
      functionArn: `${functionArn(failure.functionName)}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: failure.invocations,
    },
    requestPayload: failure.event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Error', errorMessage: failure.errorMessage },
  });
}
