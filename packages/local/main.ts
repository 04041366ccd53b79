import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { announcement } from './announcement.ts';
import { describeError } from './log.ts';
import { HELP, type Options, readOptions } from './options.ts';
import { onEndRequested } from './shutdown.ts';
import { type Stack, startStack } from './stack.ts';
import { StartUpError } from './start-up-error.ts';

const SHUTDOWN_LIMIT_MS = 9_000;
const UNFINISHED = 'Ended with work under way; it goes on at the next start.';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof StartUpError ? error.message : describeStack(error)}\n`);
  process.exit(1);
}

function describeStack(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function run(options: Options): Promise<void> {
  const end = Promise.withResolvers<{ readonly why: string; readonly code: 0 | 1 }>();
  onEndRequested((why) => end.resolve({ why, code: 0 }));
  const starting = startStack({
    port: options.port,
    dataDir: options.dataDir,
    egress: options.egress,
    echoLogs: options.echoLogs,
    ...(options.functionsDir === undefined ? {} : { functions: options.functionsDir }),
    log: (message, facts) => say(facts === undefined ? message : `${message} ${JSON.stringify(facts)}`),
    onFailure: (reason) => end.resolve({ why: reason, code: 1 }),
    onProgress: (step) => say(`starting: ${step}`),
  });
  const first = await Promise.race([starting, end.promise]);
  if ('url' in first) announce(first, options);
  const { why, code } = await end.promise;
  say(`Ending: ${why}`);
  const closing = starting.then((stack) => stack.close());
  const outcome = await Promise.race([closing.then(() => 'Ended.'), delay(SHUTDOWN_LIMIT_MS, UNFINISHED)]).catch(
    describeError,
  );
  say(outcome);
  process.exit(code);
}

function announce(stack: Stack, options: Options): void {
  say(announcement(stack.url, options.dataDir));
  if (options.readyFile === undefined) return;
  const { url, endpoints } = stack;
  writeFileSync(`${options.readyFile}.new`, JSON.stringify({ pid: process.pid, url, endpoints }));
  renameSync(`${options.readyFile}.new`, options.readyFile); // whoever waits for the file finds it whole
}

// A function's stray rejection ends one instance on AWS; here it must not end everything. What the stores keep is
// consistent at any moment, so going on is safe.
process.on('unhandledRejection', (reason) => say(`unhandled rejection: ${describeStack(reason)}`));
process.on('uncaughtException', (error) => say(`uncaught exception: ${describeStack(error)}`));
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => undefined); // whoever read the output has gone
}

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  say(HELP);
} else {
  try {
    await run(readOptions(process.env));
  } catch (error) {
    fail(error);
  }
}
