import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** What a test function saw, one line each. A file, so that it outlives the stack's process. */
export interface Entry {
  readonly by: string;
  readonly key?: string;
  readonly number?: number;
  readonly what?: unknown;
}

/** Called by the test functions, in the stack's process. */
export function note(entry: Entry): void {
  const file = process.env['TEST_JOURNAL'];
  if (file === undefined) throw new Error('TEST_JOURNAL is not set: these functions are for tests');
  appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** Called by tests. A line cut short by kill -9 is left out. */
export function readJournal(file: string): Entry[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line): Entry => JSON.parse(line));
}
