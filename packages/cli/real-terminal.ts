import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { textOf } from './read-text.ts';
import type { Terminal } from './terminal.ts';

/** The terminal of this process. SIGINT and SIGTERM abort its signal; a second one ends the process at once. */
export function realTerminal(): Terminal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(new DOMException(`ended by ${signal}`, 'AbortError')));
  }
  // Whoever reads our output may have enough of it, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  return {
    env: process.env,
    cwd: process.cwd(),
    isStdinTty: process.stdin.isTTY === true,
    isStdoutTty: process.stdout.isTTY === true,
    readStdin: async () => textOf(await buffer(process.stdin), 'Standard input'),
    readSecret,
    out: (line) => void process.stdout.write(line),
    err: (line) => void process.stderr.write(line),
    signal: controller.signal,
    fetch: globalThis.fetch,
    now: () => new Date(),
    browse,
  };
}

async function readSecret(prompt: string): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => [''])]);
    return String(line);
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

async function browse(url: string): Promise<void> {
  const [command, ...first] = OPENERS[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...first, url], { stdio: 'ignore', detached: true });
  await once(child, 'spawn');
  child.unref();
}
