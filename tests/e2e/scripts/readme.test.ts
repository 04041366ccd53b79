import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { startTestStack } from '../support/stack.ts';

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the blocks of "A first handoff" say, as one who pastes them all would run it. */
function firstHandoff(apiPort: string, hookPort: string): string {
  const from = README.indexOf('\n## A first handoff\n');
  const section = README.slice(from, README.indexOf('\n## ', from + 1));
  const blocks = [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  return blocks.join('').replaceAll('8787', apiPort).replaceAll('9009', hookPort);
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was assigned');
  return String(address.port);
}

async function runShell(shell: string, script: string): Promise<{ code: number | null; output: string }> {
  // A group of its own, so that the receiver goes with the shell also when the script breaks off before its last line.
  const child = spawn(shell, ['-u'], { cwd: ROOT, env: { PATH: process.env['PATH'], KEY: '' }, detached: true });
  const { pid } = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  child.stdin.end(script);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // everything in it has ended already
  }
  return { code, output };
}

const SHELLS = ['/bin/bash', '/bin/sh'].filter((shell) => existsSync(shell));

const SEEN = [
  "code: 'schema_required'", // the packet that is not ready: goals are missing
  "criterionId: 'arr_known'", // and the value is not known
  "state: 'running'",
  'webhook: clock.warned',
  'webhook: clock.breached',
  'webhook: handoff.reassigned',
  '\naccepted\n',
  '\ncompleted\n',
  'clock.closed',
  'handoff.completed',
];

describe('the first handoff of the README', () => {
  it('does in every sh what the text around it says, as it stands', async () => {
    const stack = await startTestStack();
    const { port } = new URL(stack.url);
    const runs = SHELLS.map(async (shell) => await runShell(shell, firstHandoff(port, await freePort())));
    for (const { code, output } of await Promise.all(runs)) {
      expect(code, output).toBe(0);
      for (const text of SEEN) expect(output).toContain(text);
      expect(output).toMatch(/^Jonas is (own_\w{26}); the handoff is with \1$/m);
      expect(output).not.toContain('undefined');
    }
  });

  it('needs no program that an installed Node and a shell do not bring, but curl', () => {
    expect(firstHandoff('8787', '9009')).not.toMatch(/\b(jq|python3?|wget|sed|awk)\b/);
  });
});
