import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/check-cfn.ts', import.meta.url));

it('check:cfn fails and says how to get cfn-lint, where there is none', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { env: { PATH: '' }, encoding: 'utf8' });
  expect(stderr).toContain('pipx install cfn-lint');
  expect(status).toBe(1);
});
