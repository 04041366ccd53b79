import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { describeError } from './log.ts';
import { StartUpError } from './start-up-error.ts';

/** A folder that this process alone uses until `release`, or until it ends in whatever way. */
export interface DataFolder {
  readonly path: string;
  /** Tells whoever starts next that it is worth waiting. */
  announceEnd(): void;
  release(): void;
}

/** How long to wait for a holder: one may be about to notice that its npm has gone, or may be ending. */
export interface Patience {
  readonly runningMs: number;
  readonly endingMs: number;
}

const PATIENCE: Patience = { runningMs: 1_500, endingMs: 12_000 };
const RETRY_MS = 50;

/** What is known of the stack that has the folder. For messages: the lock alone decides. */
interface Holder {
  readonly pid?: number;
  readonly startedAt?: string;
  readonly ending?: boolean;
}

/**
 * Makes the folder if need be and claims it. The claim is an operating-system lock held through SQLite, so it ends with
 * the process, also after kill -9: there is no stale lock to judge. Throws StartUpError if the folder cannot be written
 * or another stack has it.
 */
export async function claimDataFolder(path: string, patience: Patience = PATIENCE): Promise<DataFolder> {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartUpError(`The data folder ${path} cannot be written (${describeError(error)}). Set BATON_DATA_DIR.`);
  }
  const holderFile = join(path, 'stack.json');
  const lock = await lockPatiently(path, holderFile, patience);
  const holder: Holder = { pid: process.pid, startedAt: new Date().toISOString() };
  writeFileSync(holderFile, JSON.stringify(holder));
  return {
    path,
    announceEnd: () => writeFileSync(holderFile, JSON.stringify({ ...holder, ending: true })),
    release() {
      if (lock.isOpen) lock.close();
    },
  };
}

async function lockPatiently(path: string, holderFile: string, patience: Patience): Promise<DatabaseSync> {
  const begun = Date.now();
  for (;;) {
    const lock = tryLock(path);
    if (lock !== undefined) return lock;
    const holder = readHolder(holderFile);
    if (Date.now() - begun > (holder.ending === true ? patience.endingMs : patience.runningMs)) {
      const who = holder.pid === undefined ? '' : ` (process ${holder.pid}, running since ${holder.startedAt})`;
      throw new StartUpError(
        `Another Baton stack${who} uses the data folder ${path}. Stop it, or set BATON_DATA_DIR to another folder.`,
      );
    }
    await delay(RETRY_MS);
  }
}

/** The lock, or undefined while another process has it. */
function tryLock(path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, 'stack.lock'), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw new StartUpError(`The data folder ${path} cannot be locked (${describeError(error)}). Set BATON_DATA_DIR.`);
  }
}

function readHolder(holderFile: string): Holder {
  try {
    const holder: unknown = JSON.parse(readFileSync(holderFile, 'utf8'));
    return typeof holder === 'object' && holder !== null ? holder : {};
  } catch {
    return {}; // being written at this moment, or cut short by a crash
  }
}
