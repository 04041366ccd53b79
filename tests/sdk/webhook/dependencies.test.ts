import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../../../packages/sdk/webhook/', import.meta.url);

describe('the webhook part of the SDK', () => {
  it('imports nothing but its own files, so that it runs wherever Web Crypto does', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    const imports = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/from '([^']+)'/g)].map(([, source]) => source),
    );
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((source) => !source?.startsWith('./'))).toEqual([]);
  });

  it('uses no global of Node alone', () => {
    const text = readdirSync(folder)
      .map((name) => readFileSync(new URL(name, folder), 'utf8'))
      .join('\n');
    expect(text).not.toMatch(/\b(?:Buffer|process|require|__dirname|setImmediate)\b/);
  });
});
