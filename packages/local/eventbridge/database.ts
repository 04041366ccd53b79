import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from 'node:sqlite';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS buses (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rules (
  bus TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (bus, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS targets (
  bus TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, arn TEXT NOT NULL, document TEXT NOT NULL,
  PRIMARY KEY (bus, rule, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tags (
  arn TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (arn, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS schedule_groups (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS schedules (
  group_name TEXT NOT NULL, name TEXT NOT NULL, document TEXT NOT NULL, revision TEXT NOT NULL,
  scheduled_at INTEGER, fire_at INTEGER, PRIMARY KEY (group_name, name)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS schedules_by_fire ON schedules (fire_at) WHERE fire_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS invocations (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, stage TEXT NOT NULL, attempts INTEGER NOT NULL,
  attempt_at INTEGER NOT NULL, failure TEXT);
CREATE INDEX IF NOT EXISTS invocations_by_attempt ON invocations (attempt_at);
PRAGMA user_version = 1;
`;

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** The one file behind both services. A statement is prepared once and kept. */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();

  /** Throws if the file cannot be opened, is not a database, or was written by a newer version. */
  constructor(file: string) {
    this.#connection = new DatabaseSync(file);
    // A commit reaches the operating system, so killing this process loses nothing; only a power cut could, and a
    // local stack need not pay an fsync per request for that.
    this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;');
    const version = this.#connection.prepare('PRAGMA user_version').get()?.['user_version'];
    if (Number(version) > 1) throw new Error(`${file} was written by a newer version of the local stack`);
    this.#connection.exec(SCHEMA);
  }

  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#prepared(sql).all(...values);
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#prepared(sql).get(...values);
  }

  /** Returns the number of rows changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...values).changes);
  }

  /** Runs `work` as one transaction: all of its changes are kept, or, if it throws, none. */
  transaction<Result>(work: () => Result): Result {
    if (this.#connection.isTransaction) return work();
    this.#connection.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #prepared(sql: string): ReturnType<DatabaseSync['prepare']> {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

/** The smallest text that sorts behind every text that begins with `prefix`, for range reads over names. */
export function endOfPrefix(prefix: string): string {
  return `${prefix}\u{10FFFF}`;
}
