import { execFile } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'packages/sdk');

/** Builds the package `@baton/sdk` in `folder`, ready to be packed. What was there is removed. */
export async function buildSdk(folder: string): Promise<void> {
  const out = resolve(folder);
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const tsc = fileURLToPath(import.meta.resolve('typescript/package.json')).replace('package.json', 'bin/tsc');
  const built = promisify(execFile)(process.execPath, [tsc, '-p', join(SOURCE, 'tsconfig.json'), '--outDir', out]);
  await built.catch((error: unknown) => {
    const { stdout } = error as { stdout?: unknown };
    throw new Error(`the SDK does not compile:\n${stdout}`, { cause: error });
  });
  await renameImportsOfTypes(out);
  await copyFile(join(SOURCE, 'package.json'), join(out, 'package.json'));
  const guide = await readFile(join(ROOT, 'docs/sdk.md'), 'utf8');
  await writeFile(join(out, 'README.md'), readmeOf(guide));
  await copyFile(join(ROOT, 'LICENSE'), join(out, 'LICENSE'));
}

/** The compiler renames what code imports, and leaves that of declarations as it is in the source. */
async function renameImportsOfTypes(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  const declarations = names.filter((name) => name.endsWith('.d.ts')).map((name) => join(folder, name));
  await Promise.all(
    declarations.map(async (file) => {
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll(/(from '\.[^']*)\.ts'/g, "$1.js'"));
    }),
  );
}

/** The guide as the package's README: what is for this repository, and links to its other guides, are left out. */
function readmeOf(guide: string): string {
  const [text = ''] = guide.split('\n## Build it\n');
  return text.replace(/^# .+$/m, '# @baton/sdk').replaceAll(/\[([^\]]+)\]\([a-z-]+\.md[^)]*\)/g, '$1');
}
