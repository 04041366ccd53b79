import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../scripts/page-faults.ts';
import { testReferencesOf } from '../../scripts/test-references.ts';

const guide = readFileSync(join(ROOT, 'docs/sla.md'), 'utf8');
/** A rule begins with its name in bold, at the beginning of a list's item, and ends with the next item or heading. */
const rules = guide.split(/^(?=- \*\*|#)/m).filter((part) => part.startsWith('- **'));

test('the guide to the SLA engine has its rules', () => {
  expect(rules.length).toBeGreaterThan(60);
});

test.each(rules.map((rule) => [/\*\*([^*]+)\*\*/.exec(rule)?.[1], rule]))(
  'a rule names its test: %s',
  (_name, rule) => {
    expect(testReferencesOf(rule ?? '')).not.toEqual([]);
  },
);

test('every complaint about other engines is answered by a test', () => {
  const [, complaints = ''] = guide.split('## Where others go wrong');
  const rows = complaints
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2);
  expect(rows).toHaveLength(8);
  for (const row of rows) expect(testReferencesOf(row), row).not.toEqual([]);
});
