import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCli } from '#cli/run.ts';
import type { Terminal } from '#cli/terminal.ts';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface FakeTerminal {
  /** A folder of its own, where commands run; it goes with the test. */
  readonly folder: string;
  readonly configDir: string;
  /** Runs a command with standard input, if it reads any. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Told of everything on standard output, as it comes. */
  readonly onOut?: (text: string) => void;
  readonly isTty?: boolean;
  readonly fetch?: typeof globalThis.fetch;
  readonly secret?: string;
  readonly onBrowse?: (url: string) => void;
}

export function fakeTerminal(env: Readonly<Record<string, string>> = {}): FakeTerminal {
  const root = mkdtempSync(join(tmpdir(), 'baton-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'work');
  const configDir = join(root, 'config');
  mkdirSync(folder);
  return {
    folder,
    configDir,
    async run(argv, options = {}) {
      let out = '';
      let err = '';
      const terminal: Terminal = {
        env: { BATON_CONFIG_DIR: configDir, ...env, ...options.env },
        cwd: folder,
        isStdinTty: options.stdin === undefined,
        isStdoutTty: options.isTty ?? false,
        readStdin: async () => options.stdin ?? '',
        readSecret: async () => options.secret ?? '',
        out(text) {
          out += text;
          options.onOut?.(text);
        },
        err(text) {
          err += text;
        },
        signal: options.signal ?? new AbortController().signal,
        fetch: options.fetch ?? globalThis.fetch,
        now: () => new Date(),
        browse: async (url) => options.onBrowse?.(url),
      };
      const code = await runCli(argv, terminal);
      return { code, out, err };
    },
  };
}
