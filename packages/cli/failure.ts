import { BatonError } from '#sdk/index.ts';
import { printable } from './terminal.ts';

/** What a command says of itself to whoever called it. */
export const EXIT = { ok: 0, refused: 1, usage: 2, changes: 3, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command was not called as it is to be called. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A mistake in a file, with its place. */
export interface Mistake {
  /** As the user named it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The page that explains it. */
  readonly docs?: string;
}

/** What was asked for cannot be done, for these reasons. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly mistakes: readonly Mistake[];

  constructor(message: string, mistakes: readonly Mistake[] = []) {
    super(message);
    this.mistakes = mistakes;
  }
}

/** The lines that tell people why it failed: every cause, and where to read on. */
export function failureText(error: unknown): string {
  return `${printable(linesOf(error).join('\n'))}\n`;
}

function linesOf(error: unknown): string[] {
  if (error instanceof BatonError) {
    return [
      `error: ${error.message} (${error.code})`,
      ...error.errors.map(({ pointer, message }) => `  ${pointer === '' ? '(body)' : pointer}: ${message}`),
      ...extrasOf(error),
      ...(error.requestId === undefined ? [] : [`  request: ${error.requestId}`]),
      ...(error.docs === undefined ? [] : [`  docs: ${error.docs}`]),
    ];
  }
  if (error instanceof CliFailure) return [`error: ${error.message}`, ...error.mistakes.flatMap(mistakeLines)];
  return [`error: ${error instanceof Error ? error.message : String(error)}`];
}

function mistakeLines({ file, line, column, message, docs }: Mistake): string[] {
  return [`  ${file}:${line}:${column}: ${message}`, ...(docs === undefined ? [] : [`    docs: ${docs}`])];
}

/** What an illegal transition tells beside its detail. */
function extrasOf({ problem }: BatonError): string[] {
  const allowed = problem?.['allowed'];
  return Array.isArray(allowed) ? [`  allowed: ${allowed.join(', ') || 'nothing'}`] : [];
}

/** The same for programs. */
export function failureJson(error: unknown): object {
  if (error instanceof BatonError) {
    const { code, message, status, requestId, errors, docs } = error;
    return { error: { code, message, status, requestId, errors, docs } };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CliFailure) return { error: { code: 'failed', message, mistakes: error.mistakes } };
  return { error: { code: error instanceof UsageError ? 'usage' : 'failed', message } };
}
