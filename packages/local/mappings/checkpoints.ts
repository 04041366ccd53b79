import { DatabaseSync } from 'node:sqlite';

/** Where each mapping is in each shard. Written before anything relies on it; survives kill -9. */
export interface Checkpoints {
  read(mapping: string, streamArn: string, shardId: string): Checkpoint | undefined;
  save(mapping: string, streamArn: string, shardId: string, checkpoint: Checkpoint): void;
  /** The sequence number up to which every mapping has dealt with the stream; 0 when one has not begun. */
  handledUpTo(mappings: readonly string[], streamArn: string): bigint;
  close(): void;
}

export interface Checkpoint {
  /** The last record that is dealt with; undefined when a shard ended before any was. */
  readonly sequenceNumber: string | undefined;
  /** The shard is closed and dealt with to its end. */
  readonly ended: boolean;
}

export function openCheckpoints(file: string): Checkpoints {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  // What is committed outlives the process without a flush; after a power cut some records are merely delivered again.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  database.exec(`CREATE TABLE IF NOT EXISTS checkpoints (
    mapping TEXT NOT NULL, stream_arn TEXT NOT NULL, shard_id TEXT NOT NULL,
    sequence_number TEXT, ended INTEGER NOT NULL,
    PRIMARY KEY (mapping, stream_arn, shard_id)) STRICT`);
  const select = database.prepare(
    'SELECT sequence_number, ended FROM checkpoints WHERE mapping = ? AND stream_arn = ? AND shard_id = ?',
  );
  const upsert = database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?, ?)');
  const all = database.prepare('SELECT sequence_number FROM checkpoints WHERE mapping = ? AND stream_arn = ?');
  return {
    read(mapping, streamArn, shardId) {
      const row = select.get(mapping, streamArn, shardId);
      if (row === undefined) return undefined;
      const { sequence_number: sequenceNumber, ended } = row;
      return { sequenceNumber: typeof sequenceNumber === 'string' ? sequenceNumber : undefined, ended: ended === 1 };
    },
    save(mapping, streamArn, shardId, { sequenceNumber, ended }) {
      upsert.run(mapping, streamArn, shardId, sequenceNumber ?? null, ended ? 1 : 0);
    },
    handledUpTo(mappings, streamArn) {
      const reached = mappings.map((mapping) => highest(all.all(mapping, streamArn)));
      return reached.sort((a, b) => (a < b ? -1 : 1))[0] ?? 0n;
    },
    close: () => database.close(),
  };
}

function highest(rows: readonly Record<string, unknown>[]): bigint {
  let found = 0n;
  for (const { sequence_number: text } of rows) {
    if (typeof text === 'string' && BigInt(text) > found) found = BigInt(text);
  }
  return found;
}
