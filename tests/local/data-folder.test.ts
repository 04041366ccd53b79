import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  test('is made when it is not there', () => {
    const folder = claimDataFolder(join(parent, 'a', 'b'));
    expect(folder.path).toBe(join(parent, 'a', 'b'));
    folder.release();
  });

  test('belongs to one stack at a time, and the message names the other', () => {
    const first = claimDataFolder(parent);
    expect(() => claimDataFolder(parent)).toThrow(StartUpError);
    expect(() => claimDataFolder(parent)).toThrow(new RegExp(`process ${process.pid}`));
    first.release();
    claimDataFolder(parent).release();
  });

  test('is free again when what a stack left behind is only its files', () => {
    claimDataFolder(parent).release();
    writeFileSync(join(parent, 'stack.json'), '{"pid":1');
    claimDataFolder(parent).release();
  });

  test('that cannot be made is a message that names the variable', () => {
    const file = join(parent, 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o444);
    expect(() => claimDataFolder(file)).toThrow(/BATON_DATA_DIR/);
    expect(() => claimDataFolder(join(file, 'below'))).toThrow(/cannot be written/);
  });
});
