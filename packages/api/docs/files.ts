import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AssetName } from './assets.ts';

/** Where the documentation's files are. Paths of pages are relative to `docs/`, as in `errors/not_found.md`. */
export interface SiteFiles {
  openApiYaml(): Promise<Buffer>;
  openApiJson(): Promise<Buffer>;
  referenceScript(): Promise<Buffer>;
  asset(name: AssetName): Promise<Buffer>;
  /** The markdown of a page; undefined if there is none. */
  page(path: string): Promise<string | undefined>;
}

/** The files of a deployment: beside the function's bundle, in one folder. */
export function deployedFiles(directory: string): SiteFiles {
  return {
    openApiYaml: () => readFile(join(directory, 'openapi.yaml')),
    openApiJson: () => readFile(join(directory, 'openapi.json')),
    referenceScript: () => readFile(join(directory, 'standalone.js')),
    asset: (name) => readFile(join(directory, 'assets', name)),
    page: (path) => readPage(join(directory, 'docs'), path),
  };
}

/** The files of a checkout: the document is converted, and the script comes from its package. */
export function repositoryFiles(): SiteFiles {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  return {
    openApiYaml: () => readFile(join(root, 'openapi.yaml')),
    openApiJson: async () => {
      const [yaml, text] = await Promise.all([import('yaml'), readFile(join(root, 'openapi.yaml'), 'utf8')]);
      return Buffer.from(JSON.stringify(yaml.parse(text)));
    },
    referenceScript: () => readFile(join(root, 'node_modules/@scalar/api-reference/dist/browser/standalone.js')),
    asset: (name) => readFile(join(root, 'packages/api/docs/assets', name)),
    page: (path) => readPage(join(root, 'docs'), path),
  };
}

/** Names have no dots but that of the extension, so that a path cannot leave its folder. */
const PAGE_PATH = /^(?:errors\/)?[a-z0-9][a-z0-9_-]*\.md$/;

async function readPage(directory: string, path: string): Promise<string | undefined> {
  if (!PAGE_PATH.test(path)) return undefined;
  try {
    return await readFile(join(directory, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
