import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { onTestFinished } from 'vitest';

const GUIDE = new URL('../../../docs/receiving-webhooks.md', import.meta.url);
const SDK = fileURLToPath(new URL('../../../packages/sdk/webhook/verify.ts', import.meta.url));

/** The first sample of a guide, that on receiving unless it is said, that is in `language` and contains `mark`. */
export function sampleOf(language: 'js' | 'ts' | 'python', mark: string, guide = GUIDE): string {
  const blocks = readFileSync(guide, 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g);
  const found = [...blocks].find(([, name, code]) => name === language && code?.includes(mark));
  if (found?.[2] === undefined) throw new Error(`the guide has no sample in ${language} with ${mark}`);
  return found[2];
}

/** Puts a sample into a file that goes with the test; the packages that it imports are those of the repository. */
export function sampleFile(name: string, code: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-samples-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  const linked = code.replaceAll(/ from '([^']+)'/g, (_, specifier: string) => {
    return ` from '${specifier === '@baton/sdk/webhook' ? SDK : import.meta.resolve(specifier)}'`;
  });
  writeFileSync(file, linked);
  return file;
}

/** Loads a JavaScript sample. */
export async function loadSample(mark: string): Promise<Readonly<Record<string, unknown>>> {
  return await import(pathToFileURL(sampleFile('sample.mjs', sampleOf('js', mark))).href);
}

/** A Python that can run the sample, if the machine has one. */
export function findPython(): string | undefined {
  const recentEnough = 'import sys; sys.exit(sys.version_info < (3, 9))';
  return ['python3', 'python3.11', 'python'].find((name) => spawnSync(name, ['-c', recentEnough]).status === 0);
}
