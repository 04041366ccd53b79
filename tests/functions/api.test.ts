import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the API function carries nothing that only documents or renders', async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../functions/api.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.some((input) => input.includes('packages/api/routes/handoffs.ts'))).toBe(true);
  const documentation =
    /node_modules\/(?:zod-openapi|yaml|marked|@scalar|@redocly)\/|packages\/api\/(?:openapi|docs)\//;
  expect(inputs.filter((input) => documentation.test(input))).toEqual([]);
});
