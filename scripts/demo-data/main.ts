import { firstMonthOf, HELP, type RunOptions, readOptions } from './options.ts';
import { startKeptStack } from './stack.ts';
import { tellDemo } from './tell-demo.ts';

/** By convention 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_CODES) {
    super(`interrupted by ${signal}`);
    this.exitCode = EXIT_CODES[signal];
  }
}

function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => controller.abort(new Interrupted(name))); // npm passes a Ctrl-C on a second time: no matter
  }
  return controller.signal;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function run(options: RunOptions): Promise<number> {
  const signal = abortOnSignals();
  await using parts = new AsyncDisposableStack();
  try {
    const { seed, months, handoffs, dataDir: folder } = options;
    const settings = { seed, months, handoffs, firstMonth: firstMonthOf(options.until, months, new Date()) };
    if (options.url !== undefined) return await tellDemo({ url: options.url, settings, folder, signal, say });
    const stack = await startKeptStack(options.dataDir, signal);
    parts.defer(() => stack.close());
    say(`Started a Baton at ${stack.url}; its data is in ${options.dataDir}.`);
    const code = await told(() => tellDemo({ url: stack.url, settings, folder, signal, say }), signal);
    if (options.exit) return code;
    say(`The stack goes on running: Ctrl-C ends it. Later: BATON_DATA_DIR=${options.dataDir} npm start`);
    await Promise.race([stack.ended, aborted(signal)]);
    return code;
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interrupted) {
      say(`Ended: ${reason.message}. What was told so far is in its tenant; another run begins anew, in another one.`);
      return reason.exitCode;
    }
    sayFailed(reason);
    return 1;
  }
}

/** The exit code of the telling. What it failed at is said, and the stack can be looked at; an interruption ends all. */
async function told(tell: () => Promise<number>, signal: AbortSignal): Promise<number> {
  try {
    return await tell();
  } catch (error) {
    if (signal.aborted) throw error;
    sayFailed(error);
    return 1;
  }
}

function sayFailed(reason: unknown): void {
  say(`Failed: ${reason instanceof Error ? reason.message : String(reason)}`);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const options = readOptions(process.argv.slice(2), process.env);
switch (options.kind) {
  case 'help':
    say(HELP);
    break;
  case 'mistake':
    process.stderr.write(`${options.message}\n\n${HELP}\n`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = await run(options.run);
}
