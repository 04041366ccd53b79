import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliFailure } from './failure.ts';
import type { Terminal } from './terminal.ts';

export interface Profile {
  readonly url: string;
  readonly apiKey: string;
}

export type Profiles = ReadonlyMap<string, Profile>;

/** The file of the stored logins: in `BATON_CONFIG_DIR`, or where the user's settings are. */
export function profilesFile({ env }: Pick<Terminal, 'env'>): string {
  const settings = env['XDG_CONFIG_HOME'] ?? env['APPDATA'] ?? join(env['HOME'] ?? homedir(), '.config');
  return join(env['BATON_CONFIG_DIR'] ?? join(settings, 'baton'), 'profiles.json');
}

export async function readProfiles(file: string): Promise<Profiles> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CliFailure(`${file} cannot be read: ${error.message}`);
  });
  if (text === undefined) return new Map();
  const profiles = parsed(text);
  if (profiles === undefined) throw new CliFailure(`${file} is damaged. Remove it and log in again.`);
  return profiles;
}

/** Stores them where nobody else can read them. A crash leaves the old file or the new one, never a part. */
export async function writeProfiles(file: string, profiles: Profiles): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${process.pid}.tmp`;
  const text = `${JSON.stringify({ profiles: Object.fromEntries(profiles) }, undefined, 2)}\n`;
  try {
    await writeFile(unfinished, text, { mode: 0o600 });
    await chmod(unfinished, 0o600); // the mode above is only for a file that is new
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true }); // it has keys
    throw error;
  }
}

function parsed(text: string): Profiles | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const profiles = isRecord(value) ? value['profiles'] : undefined;
    if (!isRecord(profiles)) return undefined;
    const entries = Object.entries(profiles);
    return entries.every((entry): entry is [string, Profile] => isProfile(entry[1])) ? new Map(entries) : undefined;
  } catch {
    return undefined;
  }
}

function isProfile(value: unknown): value is Profile {
  return isRecord(value) && typeof value['url'] === 'string' && typeof value['apiKey'] === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
