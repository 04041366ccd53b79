/** All that a command sees of the machine it runs on, so that tests can give it another. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Relative paths are below it. */
  readonly cwd: string;
  readonly isStdinTty: boolean;
  readonly isStdoutTty: boolean;
  /** Everything that comes on standard input. */
  readStdin(): Promise<string>;
  /** A line that is not shown while it is typed. */
  readSecret(prompt: string): Promise<string>;
  out(text: string): void;
  err(text: string): void;
  /** Aborted when the user wants it to end. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  now(): Date;
  /** Shows an address in the user's browser. */
  browse(url: string): Promise<void>;
}

/** Text of others as it may be shown: what a terminal would take for a command, such as an escape sequence, is left out. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '�');
}
