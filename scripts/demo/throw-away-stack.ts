import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { DemoFailure } from './failure.ts';

/** A whole Baton in a process of its own, on free ports, whose data goes with it. */
export interface ThrowAwayStack {
  /** The HTTP API. */
  readonly url: string;
  /** Asks it to end, waits for that, and removes its folder. */
  close(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../../packages/local/main.ts', import.meta.url));
const START_LIMIT_MS = 60_000;
const END_LIMIT_MS = 12_000;
const KEPT_OUTPUT = 4_000;
const readySchema = z.looseObject({ url: z.url() });

/**
 * Starts the stack and waits until it answers. `onLost` is called if it ends by itself later. Throws DemoFailure with
 * its own words if it does not come up; nothing is left behind then, nor when `signal` aborts the start.
 */
export async function startThrowAwayStack(options: {
  readonly signal: AbortSignal;
  readonly onLost: (reason: string) => void;
}): Promise<ThrowAwayStack> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-demo-'));
  const readyFile = join(folder, 'ready.json');
  const child = spawn(process.execPath, [MAIN], {
    env: { ...stackEnvironment(process.env), BATON_DATA_DIR: join(folder, 'data'), BATON_READY_FILE: readyFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = keepOutput(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  let closing = false;
  const close = async (): Promise<void> => {
    closing = true;
    await end(child, ended);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await untilReady(child, readyFile, options.signal);
  } catch (error) {
    await close();
    if (options.signal.aborted) throw error;
    throw new DemoFailure(`the stack did not start. It said:\n${output()}`, { cause: error });
  }
  void ended.then(() => {
    if (!closing) options.onLost(`the stack ended by itself. It said:\n${output()}`);
  });
  const { url } = readySchema.parse(JSON.parse(readFileSync(readyFile, 'utf8')));
  return { url, close };
}

/** None of the user's AWS, Baton or npm settings but those that say where DynamoDB comes from. */
export function stackEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(
    ([name]) => name === 'AWS_ENDPOINT_URL_DYNAMODB' || !/^(AWS|BATON|npm)_/i.test(name),
  );
  // By this name the stack knows that it must not outlive whoever started it, also if that is killed.
  return { ...Object.fromEntries(kept), PORT: '0', npm_lifecycle_event: 'start' };
}

function keepOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString('utf8')).slice(-KEPT_OUTPUT);
    });
  }
  child.once('error', (error) => {
    text += error.message;
  });
  return () => text.trim();
}

async function untilReady(child: ChildProcess, readyFile: string, signal: AbortSignal): Promise<void> {
  const limit = Date.now() + START_LIMIT_MS;
  while (!existsSync(readyFile)) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) throw new Error('ended');
    if (Date.now() > limit) throw new Error(`not ready after ${START_LIMIT_MS / 1000} s`);
    await delay(25, undefined, { signal });
  }
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), END_LIMIT_MS);
  await ended;
  clearTimeout(limit);
}
