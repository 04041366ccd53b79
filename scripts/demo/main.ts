import { styleText } from 'node:util';
import { PROMISED_LAG_MS } from './breach.ts';
import { openDisplay } from './display.ts';
import { DemoFailure } from './failure.ts';
import { seconds } from './median.ts';
import { HELP, readOptions } from './options.ts';
import { runDemo } from './run-demo.ts';

/** By convention 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: keyof typeof EXIT_CODES) {
    super(`interrupted by ${signal}`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/** Aborts at the first sign that this process should end; also when nobody reads what it writes any more. */
function abortOnSignals(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => controller.abort(new Interrupted(name))); // npm passes a Ctrl-C on a second time: no matter
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => controller.abort(new Interrupted('SIGHUP')));
  }
  return controller.signal;
}

async function run(runs: number): Promise<number> {
  const begun = performance.now();
  const signal = abortOnSignals();
  const display = openDisplay(process.stdout, (tone, text) => styleText(tone, text, { stream: process.stdout }));
  try {
    const { lagMs } = await runDemo({ display, runs, signal });
    const which = runs === 1 ? 'The breach' : `The median breach of ${runs}`;
    const slow = lagMs < PROMISED_LAG_MS ? '' : ` (promised: ${seconds(PROMISED_LAG_MS)} in the median)`;
    display.line(`${which} reached the receiver ${seconds(lagMs)} after its deadline${slow}.`);
    display.line(`Everything was seen, in ${seconds(performance.now() - begun)}. Nothing is left running.`);
    return 0;
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    if (reason instanceof Interrupted) {
      display.line(`Ended: ${reason.message}. Nothing is left running.`);
      return reason.exitCode;
    }
    process.stderr.write(`\nThe demo failed at the step marked above: ${describe(reason)}\n`);
    return 1;
  }
}

function describe(error: unknown): string {
  if (error instanceof DemoFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const options = readOptions(process.argv.slice(2));
switch (options.kind) {
  case 'help':
    process.stdout.write(`${HELP}\n`);
    break;
  case 'mistake':
    process.stderr.write(`${options.message}\nnpm run demo -- --help says what there is.\n`);
    process.exitCode = 2;
    break;
  case 'run':
    process.exitCode = await run(options.runs);
}
