import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../packages/local/main.ts', import.meta.url));
const START_LIMIT_MS = 45_000;

/** A local stack in a process of its own, as `npm start` runs it. */
export interface StackProcess extends AsyncDisposable {
  readonly url: string;
}

/** Starts one with its data in `dataDir`, and waits until it is ready. */
export async function startStackProcess(dataDir: string): Promise<StackProcess> {
  const readyFile = join(dataDir, 'ready.json');
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], PORT: '0', BATON_DATA_DIR: dataDir, BATON_READY_FILE: readyFile },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const limit = Date.now() + START_LIMIT_MS;
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > limit) {
      child.kill('SIGKILL');
      throw new Error('the stack did not start');
    }
    await delay(20);
  }
  const { url } = JSON.parse(readFileSync(readyFile, 'utf8')) as { url: string };
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
