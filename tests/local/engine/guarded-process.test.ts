import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startGuarded } from '#local/engine/guarded-process.ts';

const MODULE = new URL('../../../packages/local/engine/guarded-process.ts', import.meta.url).href;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process that guards one child and prints the child's pid, which the child has written to a file. */
const parentIn = (folder: string) => `
  import { existsSync, readFileSync } from 'node:fs';
  import { startGuarded } from ${JSON.stringify(MODULE)};
  const folder = ${JSON.stringify(folder)};
  startGuarded('/bin/sh', ['-c', 'echo $$ > new && mv new pid && exec sleep 600'], folder);
  const timer = setInterval(() => {
    if (!existsSync(folder + '/pid')) return;
    clearInterval(timer);
    console.log(readFileSync(folder + '/pid', 'utf8'));
    setInterval(() => {}, 1000);
  }, 10);
`;

describe('a guarded process', () => {
  test('tells how it ended and what it said, when it ends by itself', async () => {
    const child = startGuarded('/bin/sh', ['-c', 'echo a last word; exit 7'], tmpdir());
    expect(await child.ended).toEqual({ code: 7, lastOutput: 'a last word' });
  });

  test('tells that a command does not exist', async () => {
    const child = startGuarded('/no/such/engine', [], tmpdir());
    expect((await child.ended).code).toBe(127);
  });

  test('is gone when asked to end, also if it ignores every signal it may', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-guard-'));
    const child = startGuarded(
      '/bin/sh',
      ['-c', "trap '' TERM INT HUP; echo $$ > new; mv new pid; exec sleep 600"],
      folder,
    );
    while (!existsSync(join(folder, 'pid'))) await delay(10);
    const pid = Number.parseInt(readFileSync(join(folder, 'pid'), 'utf8'), 10);
    expect(isAlive(pid)).toBe(true);
    await child.end();
    expect(isAlive(pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test('does not outlive a parent that was killed with SIGKILL', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'baton-guard-'));
    const parent = spawn(process.execPath, ['--input-type=module', '-e', parentIn(folder)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [chunk] = (await once(parent.stdout, 'data')) as [Buffer];
    const childPid = Number.parseInt(chunk.toString(), 10);
    expect(isAlive(childPid)).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(childPid), { timeout: 10_000 }).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
