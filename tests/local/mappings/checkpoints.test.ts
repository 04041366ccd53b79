import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCheckpoints } from '#local/mappings/checkpoints.ts';

describe('checkpoints', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-checkpoints-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are there again after the file is opened anew', () => {
    const file = join(folder, 'checkpoints.db');
    const before = openCheckpoints(file);
    before.save('relay', 'arn', 'shard-1', { sequenceNumber: '41', ended: false });
    before.save('relay', 'arn', 'shard-1', { sequenceNumber: '42', ended: true });
    before.close();
    const after = openCheckpoints(file);
    expect(after.read('relay', 'arn', 'shard-1')).toEqual({ sequenceNumber: '42', ended: true });
    expect(after.read('relay', 'another stream', 'shard-1')).toBeUndefined();
    after.close();
  });

  test('let a stream be trimmed only up to what the slowest mapping has dealt with', () => {
    const checkpoints = openCheckpoints(join(folder, 'checkpoints.db'));
    checkpoints.save('fast', 'arn', 'shard-1', { sequenceNumber: '100', ended: false });
    expect(checkpoints.handledUpTo(['fast', 'slow'], 'arn')).toBe(0n);
    checkpoints.save('slow', 'arn', 'shard-1', { sequenceNumber: '9', ended: false });
    expect(checkpoints.handledUpTo(['fast', 'slow'], 'arn')).toBe(9n);
    checkpoints.close();
  });
});
