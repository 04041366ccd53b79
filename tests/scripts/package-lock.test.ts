import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import lockFile from '../../package-lock.json' with { type: 'json' };

const names = z.record(z.string(), z.string()).default({});
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ resolved: z.string().optional(), dependencies: names, optionalDependencies: names }),
    ),
  })
  .parse(lockFile);

/** Whether `name` is found from the package at `path` as Node looks for it: in its own folder, then further up. */
function isLocked(path: string, name: string): boolean {
  if (`${path}${path === '' ? '' : '/'}node_modules/${name}` in packages) return true;
  if (path === '') return false;
  const up = path.lastIndexOf('/node_modules/');
  return isLocked(up === -1 ? '' : path.slice(0, up), name);
}

describe('package-lock.json', () => {
  it('names every dependency of every platform: npm ci refuses a lock file with gaps', () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no address to download from, so that every registry will do', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
