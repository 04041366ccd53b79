import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { claimDataFolder } from '#local/data-folder.ts';
import { StartUpError } from '#local/start-up-error.ts';

describe('the data folder', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'baton-folder-'));
  });
  afterEach(() => rmSync(parent, { recursive: true }));

  const AT_ONCE = { runningMs: 0, endingMs: 0 };

  test('is made when it is not there', async () => {
    const folder = await claimDataFolder(join(parent, 'a', 'b'));
    expect(folder.path).toBe(join(parent, 'a', 'b'));
    expect(statSync(folder.path).isDirectory()).toBe(true);
    folder.release();
  });

  test('belongs to one stack at a time, and the message names the other', async () => {
    const first = await claimDataFolder(parent);
    const second = claimDataFolder(parent, AT_ONCE);
    await expect(second).rejects.toThrow(StartUpError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    first.release();
    const third = await claimDataFolder(parent, AT_ONCE);
    expect(third.path).toBe(parent);
    third.release();
  });

  test('is waited for while the stack that has it is ending', async () => {
    const first = await claimDataFolder(parent);
    first.announceEnd();
    let isClaimed = false;
    const second = claimDataFolder(parent, { runningMs: 0, endingMs: 60_000 }).finally(() => {
      isClaimed = true;
    });
    await expect(claimDataFolder(parent, AT_ONCE)).rejects.toThrow(StartUpError);
    expect(isClaimed).toBe(false);
    first.release();
    const claimed = await second;
    await expect(claimDataFolder(parent, AT_ONCE)).rejects.toThrow(StartUpError);
    claimed.release();
  });

  test('is free when all that a stack left behind is its files', async () => {
    writeFileSync(join(parent, 'stack.json'), '{"pid":1');
    writeFileSync(join(parent, 'stack.lock'), '');
    const folder = await claimDataFolder(parent, AT_ONCE);
    expect(JSON.parse(readFileSync(join(parent, 'stack.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    await expect(claimDataFolder(parent, AT_ONCE)).rejects.toThrow(StartUpError);
    folder.release();
  });

  test('that cannot be made is a message that names the variable', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    await expect(claimDataFolder(file)).rejects.toThrow(/BATON_DATA_DIR/);
    await expect(claimDataFolder(join(file, 'below'))).rejects.toThrow(/cannot be written/);
  });
});
