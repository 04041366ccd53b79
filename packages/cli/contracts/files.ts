import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliFailure } from '../failure.ts';
import { readText } from '../read-text.ts';
import type { Terminal } from '../terminal.ts';
import { type Reading, readDocuments } from './document.ts';

const YAML_FILE = /\.ya?ml$/i;

/** What these files say, in their order; a folder stands for its YAML files at any depth, and `-` for standard input. */
export async function readFiles(terminal: Terminal, names: readonly string[]): Promise<Reading> {
  const readings: Reading[] = [];
  for (const name of names) {
    if (name === '-') {
      readings.push(readDocuments('(stdin)', await terminal.readStdin()));
      continue;
    }
    for (const file of await filesOf(terminal.cwd, name)) {
      readings.push(readDocuments(file, await readText(resolve(terminal.cwd, file), file)));
    }
  }
  return {
    declared: readings.flatMap(({ declared }) => declared),
    mistakes: readings.flatMap(({ mistakes }) => mistakes),
  };
}

async function filesOf(cwd: string, name: string): Promise<string[]> {
  const found = await stat(resolve(cwd, name)).catch(() => undefined);
  if (found === undefined) throw new CliFailure(`There is no file ${name}.`);
  if (!found.isDirectory()) return [name];
  const entries = await readdir(resolve(cwd, name), { recursive: true });
  return entries
    .filter((entry) => YAML_FILE.test(entry))
    .sort()
    .map((entry) => join(name, entry));
}
