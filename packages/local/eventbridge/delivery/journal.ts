import type { Database, Row } from '../database.ts';
import type { Failure } from './dead-letter.ts';
import type { Invocation } from './invocation.ts';

/** An invocation that is still owed: to its target, or, given up, to its dead-letter queue. */
export type OwedInvocation = {
  readonly sequence: number;
  readonly invocation: Invocation;
  /** Attempts made so far at this stage. */
  readonly attempts: number;
} & ({ readonly stage: 'target' } | { readonly stage: 'dead-letter'; readonly failure: Failure });

/** The accepted but undelivered invocations, in the database's transactions, so that none is lost with the process. */
export class Journal {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  accept(invocation: Invocation): void {
    this.#database.run(
      `INSERT INTO invocations (document, stage, attempts, attempt_at) VALUES (?, 'target', 0, ?)`,
      JSON.stringify(invocation),
      invocation.acceptedAt,
    );
  }

  /** Up to `limit` invocations whose next attempt is due, longest due first. */
  due(now: number, limit: number): readonly OwedInvocation[] {
    return this.#database
      .all('SELECT * FROM invocations WHERE attempt_at <= ? ORDER BY attempt_at, sequence LIMIT ?', now, limit)
      .map(toOwed);
  }

  /** When the next attempt after `now` is due, if there is one. */
  nextAttemptAfter(now: number): number | undefined {
    const row = this.#database.get('SELECT min(attempt_at) AS at FROM invocations WHERE attempt_at > ?', now);
    return typeof row?.['at'] === 'number' ? row['at'] : undefined;
  }

  count(): number {
    return Number(this.#database.get('SELECT count(*) AS n FROM invocations')?.['n']);
  }

  retry(owed: OwedInvocation, at: number): void {
    this.#database.run(
      'UPDATE invocations SET attempts = attempts + 1, attempt_at = ? WHERE sequence = ?',
      at,
      owed.sequence,
    );
  }

  giveUp(owed: OwedInvocation, failure: Failure, now: number): void {
    this.#database.run(
      `UPDATE invocations SET stage = 'dead-letter', failure = ?, attempts = 0, attempt_at = ? WHERE sequence = ?`,
      JSON.stringify(failure),
      now,
      owed.sequence,
    );
  }

  /** The invocation is settled: delivered, dead-lettered or dropped. A schedule that it completed goes with it. */
  settle(owed: OwedInvocation): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM invocations WHERE sequence = ?', owed.sequence);
      const { origin } = owed.invocation;
      if (origin.kind !== 'schedule' || origin.deletes === undefined) return;
      const { group, name, revision } = origin.deletes;
      this.#database.run(
        'DELETE FROM schedules WHERE group_name = ? AND name = ? AND revision = ?',
        group,
        name,
        revision,
      );
    });
  }
}

function toOwed(row: Row): OwedInvocation {
  const owed = {
    sequence: Number(row['sequence']),
    invocation: JSON.parse(String(row['document'])) as Invocation, // written by accept() alone
    attempts: Number(row['attempts']),
  };
  return row['stage'] === 'target'
    ? { ...owed, stage: 'target' }
    : { ...owed, stage: 'dead-letter', failure: JSON.parse(String(row['failure'])) as Failure }; // by giveUp() alone
}
