import {
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import type { StreamMapping, StreamMappingPorts } from './stream-mapping.ts';
import { type StreamRecord, toStreamRecord } from './stream-record.ts';

export interface ShardPage {
  readonly records: readonly StreamRecord[];
  /** Nothing will ever follow. */
  readonly closed: boolean;
}

export interface ShardReader {
  /** The records after those of the last call, or after the checkpoint; none if there are none yet. */
  next(): Promise<ShardPage>;
}

const PAGE_LIMIT = 1_000;

/** Reads a shard page by page, renewing an iterator that has expired and skipping what has been trimmed. */
export function openShardReader(shardId: string, mapping: StreamMapping, ports: StreamMappingPorts): ShardReader {
  const { streamArn, region, partitionKey } = mapping;
  let iterator: string | undefined;
  let after = ports.checkpoints.read(mapping.id, streamArn, shardId)?.sequenceNumber;

  const newIterator = async (): Promise<string> => {
    const from = { StreamArn: streamArn, ShardId: shardId };
    const request = async (input: GetShardIteratorCommandInput): Promise<string> => {
      const { ShardIterator: answer } = await ports.streams.send(new GetShardIteratorCommand(input));
      if (answer === undefined) throw new Error('no shard iterator was given');
      return answer;
    };
    if (after === undefined) return await request({ ...from, ShardIteratorType: 'TRIM_HORIZON' });
    try {
      return await request({ ...from, ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after });
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      return await request({ ...from, ShardIteratorType: 'TRIM_HORIZON' });
    }
  };

  return {
    async next() {
      iterator ??= await newIterator();
      try {
        const page = await ports.streams.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: PAGE_LIMIT }));
        const records = (page.Records ?? []).map((record) =>
          toStreamRecord(record, { streamArn, region, partitionKey }),
        );
        after = records.at(-1)?.sequenceNumber ?? after;
        iterator = page.NextShardIterator;
        return { records, closed: iterator === undefined };
      } catch (error) {
        iterator = undefined; // a new one is asked for from the same place, whatever was wrong with the old
        if (error instanceof ExpiredIteratorException || error instanceof TrimmedDataAccessException) {
          return { records: [], closed: false };
        }
        throw error;
      }
    },
  };
}
