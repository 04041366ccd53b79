import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BundlingOptions, DockerImage } from 'aws-cdk-lib';
import { type BuildOptions, buildSync } from 'esbuild';
import { collectSite } from './collect-site.ts';
import { joinEager } from './join-eager.ts';

const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));

const OPTIONS = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  charset: 'utf8',
  logLevel: 'warning',
  // CommonJS packages inside an ES module still call `require` for Node's own modules.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
} as const satisfies BuildOptions;

/**
 * Bundles one function into `folder`: `index.mjs`, and files for what it loads on demand. The SDK is in the
 * bundle: the version that was tested is the one that runs, and a tree-shaken client loads faster than the whole one of
 * Lambda's image. Throws if anything cannot be resolved.
 */
export function bundleFunction(entry: string, folder: string): void {
  const { metafile } = buildSync({
    ...OPTIONS,
    absWorkingDir: PROJECT_ROOT,
    entryPoints: [{ in: entry, out: 'index' }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    // Without it a part that is loaded on demand would be wrapped into the one file, and tree shaking would stop there.
    splitting: true,
    metafile: true,
  });
  joinEager(folder, metafile.outputs, OPTIONS);
}

/** How CDK stages a function: bundled by `bundleFunction`, on this machine and without Docker. */
export function functionBundling(entry: string, options: { readonly withSite: boolean }): BundlingOptions {
  return {
    image: DockerImage.fromRegistry('never-used'),
    // Never run either: CDK takes two assets of one folder for the same unless their options differ.
    command: [entry, String(options.withSite)],
    local: {
      tryBundle: (folder) => {
        bundleFunction(entry, folder);
        if (options.withSite) collectSite(PROJECT_ROOT, folder);
        return true;
      },
    },
  };
}

/** The file of a function within a folder of functions. */
export function entryOf(functionsFolder: string, name: string): string {
  return join(functionsFolder, `${name}.ts`);
}
