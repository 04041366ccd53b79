import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectSite } from '#infra/collect-site.ts';

const FILES = {
  'openapi.yaml': 'openapi: 3.1.0\ninfo:\n  title: Baton\n',
  'node_modules/@scalar/api-reference/dist/browser/standalone.js': 'script',
  'packages/api/docs/assets/page.js': 'script',
  'docs/concepts.md': '# Concepts',
  'docs/errors/not_found.md': '# Not found',
  'docs/adr/0001-choice.md': '# Choice',
  'docs/picture.svg': '<svg/>',
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-site-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the site beside the docs function', () => {
  it('holds the document in both forms, the script, the guides and the error pages, and no more', () => {
    const output = join(folder, 'out');
    collectSite(folder, output);
    const files = readdirSync(output, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ parentPath, name }) => join(parentPath, name).slice(output.length + 1)).toSorted()).toEqual([
      'site/assets/page.js',
      'site/docs/concepts.md',
      'site/docs/errors/not_found.md',
      'site/openapi.json',
      'site/openapi.yaml',
      'site/standalone.js',
    ]);
    expect(JSON.parse(readFileSync(join(output, 'site/openapi.json'), 'utf8'))).toEqual({
      openapi: '3.1.0',
      info: { title: 'Baton' },
    });
  });

  it.each([
    'openapi.yaml',
    'node_modules/@scalar/api-reference/dist/browser/standalone.js',
    'packages/api/docs/assets',
    'docs/errors',
  ])('is not made without %s', (missing) => {
    rmSync(join(folder, missing), { recursive: true });
    expect(() => collectSite(folder, join(folder, 'out'))).toThrow('ENOENT');
  });
});
