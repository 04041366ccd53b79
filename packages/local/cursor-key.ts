import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BYTES = 48;

/** The secret by which cursors are sealed: made with the data folder, whose claim keeps others out, and kept there. */
export function cursorKeyIn(dataDir: string): string {
  const file = join(dataDir, 'cursor.key');
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (kept.length >= BYTES) return kept;
  const key = randomBytes(BYTES).toString('base64url');
  writeFileSync(file, key, { mode: 0o600 });
  return key;
}
