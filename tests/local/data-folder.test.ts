import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
    folder.release();
  });

  test('belongs to one stack at a time, and the message names the other', async () => {
    const first = await claimDataFolder(parent);
    const second = claimDataFolder(parent, AT_ONCE);
    await expect(second).rejects.toThrow(StartUpError);
    await expect(second).rejects.toThrow(`process ${process.pid}`);
    first.release();
    (await claimDataFolder(parent, AT_ONCE)).release();
  });

  test('is waited for while the stack that has it is ending', async () => {
    const first = await claimDataFolder(parent);
    first.announceEnd();
    const second = claimDataFolder(parent, { runningMs: 0, endingMs: 60_000 });
    first.release();
    (await second).release();
  });

  test('is free when all that a stack left behind is its files', async () => {
    writeFileSync(join(parent, 'stack.json'), '{"pid":1');
    writeFileSync(join(parent, 'stack.lock'), '');
    (await claimDataFolder(parent, AT_ONCE)).release();
  });

  test('that cannot be made is a message that names the variable', async () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    await expect(claimDataFolder(file)).rejects.toThrow(/BATON_DATA_DIR/);
    await expect(claimDataFolder(join(file, 'below'))).rejects.toThrow(/cannot be written/);
  });
});
