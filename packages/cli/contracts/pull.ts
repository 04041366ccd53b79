import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CliFailure } from '../failure.ts';
import { canonical } from './canonical.ts';
import { type Directory, directoryOf } from './directory.ts';
import { KINDS, type Kind } from './document.ts';
import type { Present } from './present.ts';
import { withNames } from './references.ts';
import { yamlOf } from './text.ts';

export interface PulledFile {
  /** Within the folder. */
  readonly name: string;
  readonly text: string;
}

const TOGETHER: Readonly<Record<Exclude<Kind, 'Contract'>, string>> = {
  Calendar: 'calendars.yaml',
  Owner: 'owners.yaml',
  Queue: 'queues.yaml',
};

/** What the server has, as files: one for each contract, and one for each other kind. */
export function filesOf(present: readonly Present[]): readonly PulledFile[] {
  const directory = directoryOf(present);
  const taken = new Set<string>();
  return KINDS.flatMap((kind): PulledFile[] => {
    const own = present.filter((each) => each.kind === kind).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    if (own.length === 0) return [];
    if (kind !== 'Contract')
      return [{ name: TOGETHER[kind], text: own.map((each) => textOf(each, directory)).join('---\n') }];
    return own.map((each) => ({ name: fileName(each.name, taken), text: textOf(each, directory) }));
  });
}

function textOf(present: Present, directory: Directory): string {
  const { kind, id, name, contract } = present;
  const members = canonical(kind, contract?.status === 'draft' ? (contract.draft ?? present.members) : present.members);
  return yamlOf({
    kind,
    name,
    ...(directory.uniqueNameOf(kind, id) === undefined ? { id } : {}),
    ...(contract?.status === 'draft' ? { publish: false } : {}),
    members: withNames(members, directory.uniqueNameOf),
  });
}

/** `closed-won-to-onboarding.contract.yaml`; the second of such a name has a number. */
function fileName(name: string, taken: Set<string>): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const slug = plain.slice(0, 80) || 'contract';
  for (let count = 1; ; count++) {
    const file = `${slug}${count === 1 ? '' : `-${count}`}.contract.yaml`;
    if (taken.has(file)) continue;
    taken.add(file);
    return file;
  }
}

/** Writes the files that differ from what is there. Without `force` it refuses to replace any, and then writes none. */
export async function writeFiles(
  cwd: string,
  folder: string,
  files: readonly PulledFile[],
  force: boolean,
): Promise<readonly string[]> {
  const root = resolve(cwd, folder);
  const present = await Promise.all(
    files.map(async (file) => ({ ...file, now: await readFile(join(root, file.name), 'utf8').catch(() => undefined) })),
  );
  const changed = present.filter(({ text, now }) => text !== now);
  const replaced = changed.filter(({ now }) => now !== undefined).map(({ name }) => join(folder, name));
  if (replaced.length > 0 && !force) {
    throw new CliFailure(`There are other files already: ${replaced.join(', ')}. Replace them by --force.`);
  }
  await mkdir(root, { recursive: true });
  for (const { name, text } of changed) {
    const unfinished = join(root, `.${name}.tmp`);
    try {
      await writeFile(unfinished, text);
      await rename(unfinished, join(root, name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw new CliFailure(`${join(folder, name)} cannot be written: ${error instanceof Error ? error.message : ''}`);
    }
  }
  return changed.map(({ name }) => join(folder, name));
}
