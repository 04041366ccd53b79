import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A Baton whose data stays when it has ended. */
export interface KeptStack {
  readonly url: string;
  /** Resolves once it has ended, by itself or otherwise. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../packages/local/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;
const NOT_STARTED =
  'no stack could be started. If one runs already, name it: --url http://127.0.0.1:8787; another port is taken by PORT.';

/** Starts the stack on the port of `npm start`, unless PORT says another, and waits until it is up. */
export async function startKeptStack(dataDir: string, signal: AbortSignal): Promise<KeptStack> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  const readyFile = join(folder, 'ready.json');
  rmSync(readyFile, { force: true });
  const child = spawn(process.execPath, [MAIN], {
    // by this name the stack knows that it must not outlive whoever started it
    env: { ...process.env, BATON_DATA_DIR: folder, BATON_READY_FILE: readyFile, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'ignore', 'inherit'],
    // a Ctrl-C is for the teller, who then ends the stack
    detached: true,
  });
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done());
    child.once('error', () => done());
  });
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    const limit = Date.now() + START_LIMIT_MS;
    while (!existsSync(readyFile)) {
      if (child.exitCode !== null || child.pid === undefined) throw new Error(NOT_STARTED);
      if (Date.now() > limit) throw new Error(`the stack was not ready after ${START_LIMIT_MS / 1000} s`);
      await delay(50, undefined, { signal });
    }
    return { url: urlIn(readFileSync(readyFile, 'utf8')), ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function urlIn(text: string): string {
  const ready: unknown = JSON.parse(text);
  if (typeof ready === 'object' && ready !== null && 'url' in ready && typeof ready.url === 'string') return ready.url;
  throw new Error('the stack did not say where it is');
}
