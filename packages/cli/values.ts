import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { CliFailure } from './failure.ts';
import { readText } from './read-text.ts';
import type { Terminal } from './terminal.ts';

/** What a file has in JSON or YAML; `-` stands for standard input. Throws a CliFailure with the place of a mistake. */
export async function readValue(terminal: Terminal, name: string): Promise<unknown> {
  const file = name === '-' ? '(stdin)' : name;
  const text = name === '-' ? await terminal.readStdin() : await readText(resolve(terminal.cwd, name), name);
  return parseValue(file, text);
}

/** A value given on the command line: JSON or YAML, or `@file`. */
export async function givenValue(terminal: Terminal, text: string): Promise<unknown> {
  return text.startsWith('@') ? await readValue(terminal, text.slice(1)) : parseValue('(argument)', text);
}

function parseValue(file: string, text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakes = document.errors.map(({ pos, message }) => {
    const { line, col } = lines.linePos(pos[0]);
    return { file, line, column: col, message };
  });
  if (mistakes.length > 0) throw new CliFailure(`${file} cannot be read.`, mistakes);
  return document.toJS({ maxAliasCount: 100 });
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
