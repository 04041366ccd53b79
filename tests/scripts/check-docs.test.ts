import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faultsOf, linksOf, ROOT } from '../../scripts/page-faults.ts';

const PAGE = join(ROOT, 'docs/errors/not_found.md');

test.each([
  ['[x](../concepts.md#clocks)'],
  ['[x](../../openapi.yaml)'],
  ['[x](#cause) [y](https://example.com/nothing)'],
  ['`npm run demo`, `npm run -s check:docs`'],
  ['`packages/domain/problem.ts`'],
  ['`tests/domain/handoff/accept.test.ts` ›\n  “at the due instant\n  is in time”'],
  ['`tests/domain/handoff/pause.test.ts` › “is a condition beside the state, which stays %s”'],
])('finds nothing wrong with %s', (text) => {
  expect(faultsOf(PAGE, text)).toEqual([]);
});

test.each([
  ['[x](concepts.md)', 'a link to concepts.md, which does not exist'],
  ['[x](nothing.md#part)', 'a link to nothing.md, which does not exist'],
  ['[x](/docs)', 'a link to /docs, which is no file of the repository'],
  ['[x](/docs/errors#list)', 'a link to /docs/errors, which is no file of the repository'],
  ['`npm run nothing`', 'npm run nothing, which package.json does not have'],
  ['`packages/nothing.ts`', 'the path packages/nothing.ts, which does not exist'],
  [
    '`tests/domain/handoff/accept.test.ts` › “at the due instant”',
    'the test “at the due instant”, which tests/domain/handoff/accept.test.ts does not have',
  ],
])('finds what is wrong with %s', (text, fault) => {
  expect(faultsOf(PAGE, text)).toEqual([expect.stringContaining(`docs/errors/not_found.md names ${fault}`)]);
});

test('finds every link of a text, without fragments', () => {
  expect(linksOf('[a](/docs/guides#x), [b](c.md)\n[d](mailto:a@b.example) [e](/f)')).toEqual([
    '/docs/guides',
    'c.md',
    '/f',
  ]);
});
