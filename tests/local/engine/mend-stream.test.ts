import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mendStream } from '#local/engine/mend-stream.ts';

const NOW = 1_800_000_000;
const HOURS = 3_600;

describe("the mend of the engine's stream", () => {
  let folder: string;
  let file: string;
  const logged: string[] = [];
  const mend = (handledUpTo: bigint): void =>
    mendStream({
      databaseFile: file,
      tableName: 'baton',
      handledUpTo,
      nowEpochSeconds: NOW,
      log: (message) => void logged.push(message),
    });

  /** A stream as the engine lays it out, with records of these ages. */
  function stream(agesInHours: readonly number[]): void {
    const database = new DatabaseSync(file);
    database.exec(
      'CREATE TABLE _stream_records (id INTEGER PRIMARY KEY, table_name TEXT, sequence_number TEXT, created_at INTEGER)',
    );
    const insert = database.prepare('INSERT INTO _stream_records VALUES (NULL, ?, ?, ?)');
    for (const [index, age] of agesInHours.entries()) insert.run('baton', String(index + 1), NOW - age * HOURS);
    insert.run('another table', '1', 0);
    database.close();
  }
  function left(): unknown[] {
    const database = new DatabaseSync(file);
    const rows = database.prepare("SELECT sequence_number AS n FROM _stream_records WHERE table_name = 'baton'").all();
    database.close();
    return rows.map((row) => row['n']);
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-mend-'));
    file = join(folder, 'dynamodb.db');
    logged.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('drops what is handled and older than a day', () => {
    stream([30, 25, 23, 1]);
    mend(4n);
    expect(left()).toEqual(['3', '4']);
  });

  test('keeps what nobody has read, however old: the outbox survives a long weekend', () => {
    stream([90, 80, 70]);
    mend(1n);
    expect(left()).toEqual(['2', '3']);
  });

  test('keeps the newest record, from which the engine counts on', () => {
    stream([90, 80]);
    mend(2n);
    expect(left()).toEqual(['2']);
  });

  test('makes finding the next number a matter of an index', () => {
    stream([1]);
    mend(0n);
    mend(0n);
    const database = new DatabaseSync(file);
    const plan = database
      .prepare(
        "EXPLAIN QUERY PLAN SELECT max(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'baton'",
      )
      .all();
    database.close();
    expect(JSON.stringify(plan)).toContain('USING');
    expect(JSON.stringify(plan)).toContain('baton_stream_sequence');
  });

  test('leaves a layout alone that it does not know, and says so', () => {
    const database = new DatabaseSync(file);
    database.exec('CREATE TABLE something_else (id INTEGER)');
    database.close();
    mend(1n);
    expect(logged).toEqual(['stream left as it is']);
  });
});
