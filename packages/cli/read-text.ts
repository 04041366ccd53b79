import { readFile } from 'node:fs/promises';
import { CliFailure } from './failure.ts';

/** The text of a file. Throws a CliFailure, which calls it `name`, if there is none or it is not UTF-8. */
export async function readText(path: string, name: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliFailure(
      error.code === 'ENOENT' ? `There is no file ${name}.` : `${name} cannot be read: ${error.message}`,
    );
  });
  return textOf(bytes, name);
}

/** Bytes that are no UTF-8 would be sent on as other characters than were meant. Throws a CliFailure for those. */
export function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliFailure(`${name} is not UTF-8.`);
  }
}
