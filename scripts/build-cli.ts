import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = join(ROOT, 'packages/cli');

/** Builds the package `@baton/cli`, a single file, ready to be packed. What was in the folder is removed. */
const folder = process.argv[2] ?? 'dist/cli';
const out = resolve(folder);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await build({
  metafile: true,
  absWorkingDir: ROOT,
  entryPoints: [join(SOURCE, 'main.ts')],
  outfile: join(out, 'baton.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  minify: true,
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
await chmod(join(out, 'baton.js'), 0o755);
// Not called package.json in the sources, where it would hide the one that says what `#sdk` is.
await copyFile(join(SOURCE, 'manifest.json'), join(out, 'package.json'));
await copyFile(join(ROOT, 'LICENSE'), join(out, 'LICENSE'));
await writeFile(join(out, 'THIRD-PARTY-LICENSES'), await licencesOf(Object.keys(metafile.inputs)));
const guide = await readFile(join(ROOT, 'docs/cli.md'), 'utf8');
await writeFile(join(out, 'README.md'), guide.replaceAll(/\[([^\]]+)\]\([a-z-]+\.md[^)]*\)/g, '$1'));
console.log(`Built in ${folder}. To publish it: npm publish ${folder}`);

/** The licences of the packages that went into the bundle, which want to be passed on with it. */
async function licencesOf(inputs: readonly string[]): Promise<string> {
  const packages = new Set(inputs.flatMap((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const texts = [...packages].sort().map(async (name) => {
    const text = await readFile(join(ROOT, 'node_modules', name, 'LICENSE'), 'utf8');
    return `${name}\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join('\n---\n\n');
}
