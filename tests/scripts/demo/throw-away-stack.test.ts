import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { stackEnvironment, startThrowAwayStack } from '../../../scripts/demo/throw-away-stack.ts';

describe('the environment of a throw-away stack', () => {
  it('has none of the settings by which it could touch the user’s own stack or AWS', () => {
    const environment = stackEnvironment({
      PATH: '/bin',
      PORT: '8787',
      BATON_DATA_DIR: '/data',
      BATON_STRICT_EGRESS: '1',
      AWS_PROFILE: 'prod',
      AWS_ACCESS_KEY_ID: 'real',
      npm_config_registry: 'x',
      npm_lifecycle_event: 'demo',
    });
    expect(environment).toEqual({ PATH: '/bin', PORT: '0', npm_lifecycle_event: 'start' });
  });

  it('keeps what says where DynamoDB comes from', () => {
    const engine = {
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      DYNAMODB_LOCAL_DIR: '/opt',
      JAVA_HOME: '/java',
    };
    expect(stackEnvironment(engine)).toMatchObject(engine);
  });
});

describe('a throw-away stack', () => {
  it('leaves nothing behind when its start is interrupted', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'baton-test-'));
    onTestFinished(() => rmSync(temporary, { recursive: true }));
    vi.stubEnv('TMPDIR', temporary);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const interruption = new AbortController();
    const starting = startThrowAwayStack({ signal: interruption.signal, onLost: () => undefined });
    expect(readdirSync(temporary)).toHaveLength(1);
    interruption.abort(new Error('interrupted'));
    await expect(starting).rejects.toThrow();
    expect(readdirSync(temporary)).toEqual([]);
  });
});
