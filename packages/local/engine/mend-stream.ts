import { DatabaseSync } from 'node:sqlite';
import { describeError, type Log } from '../log.ts';

/** Records of a stream live this long, as on AWS. */
const RETENTION_SECONDS = 24 * 60 * 60;

export interface StreamMend {
  readonly databaseFile: string;
  readonly tableName: string;
  /** The last sequence number that every reader has dealt with; nothing after it is dropped, however old. */
  readonly handledUpTo: bigint;
  readonly nowEpochSeconds: number;
  readonly log: Log;
}

/**
 * Mends two things of dynoxide, from outside, on its file. It finds a record's sequence number by scanning the stream
 * table, so that each write grows dearer: an index makes that flat. And it never trims its streams: handled records
 * older than a day are dropped here. A version with another layout is left alone.
 */
export function mendStream({ databaseFile, tableName, handledUpTo, nowEpochSeconds, log }: StreamMend): void {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(databaseFile, { timeout: 5_000 });
    database.exec(
      'CREATE INDEX IF NOT EXISTS baton_stream_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    );
    // The newest record stays in any case: the engine numbers the next one after it, and a stream that began again at 1
    // would hide its records behind the readers' checkpoints.
    const { changes } = database
      .prepare(
        `DELETE FROM _stream_records
          WHERE table_name = :table AND created_at < :limit AND CAST(sequence_number AS INTEGER) <= :handled
            AND CAST(sequence_number AS INTEGER) <
                (SELECT max(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)`,
      )
      .run({ table: tableName, limit: nowEpochSeconds - RETENTION_SECONDS, handled: handledUpTo });
    if (Number(changes) > 0) log('stream trimmed', { records: Number(changes) });
  } catch (error) {
    log('stream left as it is', { reason: describeError(error) });
  } finally {
    database?.close();
  }
}
