import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describeError } from './log.ts';
import { StartUpError } from './start-up-error.ts';

/** A folder that this process alone uses until `release`, or until it ends in whatever way. */
export interface DataFolder {
  readonly path: string;
  release(): void;
}

/**
 * Makes the folder if need be and claims it. The claim is an operating-system lock held through SQLite, so it ends with
 * the process, also after kill -9: there is no stale lock to judge. Throws StartUpError if the folder cannot be written
 * or another stack has it.
 */
export function claimDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartUpError(`The data folder ${path} cannot be written (${describeError(error)}). Set BATON_DATA_DIR.`);
  }
  const holderFile = join(path, 'stack.json');
  const lock = lockFile(path, holderFile);
  writeFileSync(holderFile, JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString() }));
  return {
    path,
    release() {
      if (lock.isOpen) lock.close();
    },
  };
}

function lockFile(path: string, holderFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, 'stack.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) {
      throw new StartUpError(
        `Another Baton stack${describeHolder(holderFile)} uses the data folder ${path}. Stop it, or set BATON_DATA_DIR to another folder.`,
      );
    }
    throw new StartUpError(`The data folder ${path} cannot be locked (${describeError(error)}). Set BATON_DATA_DIR.`);
  }
}

function describeHolder(holderFile: string): string {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderFile, 'utf8'));
    if (typeof holder !== 'object' || holder === null || !('pid' in holder)) return '';
    const since = 'startedAt' in holder ? `, running since ${String(holder.startedAt)}` : '';
    return ` (process ${String(holder.pid)}${since})`;
  } catch {
    return ''; // the holder is only named for convenience; the lock itself is what decides
  }
}
