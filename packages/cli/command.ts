import type { BatonClient } from '#sdk/index.ts';
import type { ExitCode } from './failure.ts';
import type { Terminal } from './terminal.ts';

export interface Option {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  /** May be given several times. */
  readonly multiple?: boolean;
  /** What stands for the value in the help: `<id>`. */
  readonly value?: string;
  readonly about: string;
}

export interface Command {
  /** What it is called: `contracts plan`. */
  readonly name: string;
  readonly summary: string;
  /** Its arguments, as the help writes them. */
  readonly usage?: string;
  /** How many arguments it takes; none if left out. */
  readonly takes?: { readonly min: number; readonly max: number };
  /** Beside those that every command has. */
  readonly options?: Readonly<Record<string, Option>>;
  /** What follows `baton`, and what it does. */
  readonly examples: readonly (readonly [call: string, does: string])[];
  /** More to know, in paragraphs. */
  readonly notes?: string;
  run(call: Invocation): Promise<ExitCode>;
}

/** One call of a command. */
export interface Invocation {
  readonly terminal: Terminal;
  readonly args: readonly string[];
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
  /** A client with the key and address that were chosen. Throws a UsageError if there is none. */
  connect(): Promise<Connection>;
  /** Answers a value: as JSON where that was asked for, else by `human`, whose lines are made harmless. */
  show(value: unknown, human: () => string): void;
  /** Tells people something on the way; programs are not told. */
  tell(text: string): void;
}

export interface Connection {
  readonly baton: BatonClient;
  readonly url: string;
}

/** What every command takes. */
export const GLOBAL_OPTIONS: Readonly<Record<string, Option>> = {
  profile: { type: 'string', value: '<name>', about: 'the stored login to use (BATON_PROFILE)' },
  url: { type: 'string', value: '<url>', about: 'where the API is (BATON_URL)' },
  'api-key': {
    type: 'string',
    value: '<key>',
    about: 'the API key (BATON_API_KEY, which others on the machine cannot see)',
  },
  json: { type: 'boolean', about: 'answers in JSON, and errors too' },
  help: { type: 'boolean', short: 'h', about: 'this help' },
};
