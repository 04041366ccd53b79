import { DatabaseSync } from 'node:sqlite';
import { describeError, type Log } from '../log.ts';

export interface ChangeHint {
  /** True when something was committed to the engine's file since the last call, or when that cannot be told. */
  changed(): boolean;
  close(): void;
}

/**
 * Asking SQLite whether another process has written costs microseconds, reading the stream a millisecond: an idle stack
 * asks a hundred times a second and rests. It is a hint only; readers read now and then regardless.
 */
export function watchChanges(databaseFile: string, log: Log): ChangeHint {
  try {
    const database = new DatabaseSync(databaseFile, { readOnly: true });
    const version = database.prepare('PRAGMA data_version');
    let seen: unknown;
    return {
      changed() {
        const now = version.get()?.['data_version'];
        const isNew = now !== seen;
        seen = now;
        return isNew;
      },
      close: () => database.close(),
    };
  } catch (error) {
    log('the engine is read without a hint of changes', { reason: describeError(error) });
    return { changed: () => true, close: () => undefined };
  }
}
