import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { type LocalClients, localClients } from '#local/clients.ts';
import type { Endpoints } from '#local/environment.ts';
import { holdToContract } from './contract/hold.ts';

export interface TestStackOptions {
  /** Further environment of the stack's process. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The product's functions by default; `TEST_FUNCTIONS` for tests of the stack itself. */
  readonly functionsDir?: string;
  /** Keeps the stack over several tests; whoever says so calls `dispose`. */
  readonly keep?: boolean;
}

/** A stack in a process of its own, on free ports, with its data in a folder of its own. */
export interface TestStack {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly endpoints: Endpoints;
  /** SDK clients of the present run. */
  readonly clients: LocalClients;
  queueUrl(name: string): string;
  /** All that the process has printed, over all runs. */
  output(): string;
  /** Ends it as a crash would, without warning; resolves when it is gone. */
  kill9(): Promise<void>;
  /** Asks it to end; answers its exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same data, after it has ended. Its ports are others then. */
  restart(): Promise<void>;
  /** Ends it and removes its data. */
  dispose(): Promise<void>;
}

/** The little functions that tests of the stack itself use; what they saw is in `TEST_JOURNAL`. */
export const TEST_FUNCTIONS = fileURLToPath(new URL('./functions', import.meta.url));

const MAIN = fileURLToPath(new URL('../../../packages/local/main.ts', import.meta.url));
const START_LIMIT_MS = 45_000;

interface Run {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly pid: number;
  readonly url: string;
  readonly endpoints: Endpoints;
  readonly clients: LocalClients;
}

/** A folder that goes with the test. In memory where there is such a place: the engine flushes each commit to disk. */
export function temporaryFolder(): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'baton-test-'));
}

/** The environment in which a test starts a stack: none of the machine's own AWS or npm settings. */
export function stackEnvironment(dataDir: string, options: TestStackOptions = {}): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS|BATON|npm|VITEST)_/i.test(entry[0]),
  );
  return {
    ...Object.fromEntries(inherited),
    PORT: '0',
    BATON_DATA_DIR: dataDir,
    TEST_JOURNAL: join(dataDir, 'journal.jsonl'),
    ...(options.functionsDir === undefined ? {} : { BATON_FUNCTIONS_DIR: options.functionsDir }),
    ...options.environment,
  };
}

/** Starts a stack and waits until it is ready. It ends with the test, also if that fails. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir);
  let output = '';
  const begin = (): Promise<Run> =>
    startRun(stackEnvironment(dataDir, options), join(folder, 'ready.json'), (text) => {
      output += text;
    });
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const hold = (): void => {
    if (options.functionsDir === undefined) holdToContract(run.url);
  };
  let run = await begin().catch((error: unknown) => {
    remove();
    throw error;
  });
  hold();
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    run.clients.close();
    run.process.kill(signal);
    return await run.ended;
  };
  const stack: TestStack = {
    get url() {
      return run.url;
    },
    get pid() {
      return run.pid;
    },
    get endpoints() {
      return run.endpoints;
    },
    get clients() {
      return run.clients;
    },
    dataDir,
    queueUrl: (name) => `${run.endpoints.sqs}/000000000000/${name}`,
    output: () => output,
    async kill9() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    async restart() {
      await run.ended;
      run = await begin();
      hold();
    },
    async dispose() {
      await end('SIGKILL');
      remove();
    },
  };
  if (options.keep !== true) onTestFinished(() => stack.dispose());
  return stack;
}

async function startRun(
  environment: Record<string, string>,
  readyFile: string,
  onOutput: (text: string) => void,
): Promise<Run> {
  rmSync(readyFile, { force: true });
  let said = '';
  const child = spawn(process.execPath, [MAIN], {
    env: { ...environment, BATON_READY_FILE: readyFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      onOutput(chunk.toString('utf8'));
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const limit = Date.now() + START_LIMIT_MS;
  while (!existsSync(readyFile)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > limit) {
      child.kill('SIGKILL');
      await closed; // all that it said has arrived
      throw new Error(`the stack did not start:\n${said}`);
    }
    await delay(20);
  }
  const ready: { pid: number; url: string; endpoints: Endpoints } = JSON.parse(readFileSync(readyFile, 'utf8'));
  return { process: child, ended, ...ready, clients: localClients(ready.endpoints) };
}
