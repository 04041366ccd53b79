import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../../scripts/page-faults.ts';
import { testReferencesOf } from '../../scripts/test-references.ts';

const [guide = '', appendix = ''] = readFileSync(join(ROOT, 'docs/sla.md'), 'utf8').split('\n## Held by tests\n');

/** The cells of each row of the tables in `text`, in order, without their headings. */
function rowsOf(text: string): string[][] {
  const tables = text
    .trim()
    .split('\n\n')
    .filter((block) => block.startsWith('| '));
  return tables.flatMap((table) => table.split('\n').slice(2)).map((row) => row.split('|').map((cell) => cell.trim()));
}

/** A rule begins with its name in bold, at the beginning of a list's item. */
const rules = [...guide.matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, name = '']) =>
  name.replaceAll(/\s+/g, ' ').replace(/[.,:;]$/, ''),
);
const [, wrongs = ''] = guide.split('\n## Where others go wrong\n');
const complaints = rowsOf(wrongs).map(([, elsewhere = '']) => elsewhere);
const held = rowsOf(appendix).map(([, name = '', tests = '']) => ({ name, tests: testReferencesOf(tests) }));

describe('the guide to the SLA engine', () => {
  test('has its rules, and what users of other engines complain of', () => {
    expect(rules.length).toBeGreaterThan(60);
    expect(complaints).toHaveLength(8);
  });

  test('lists every rule and every complaint with what holds it, in the order of the page, and nothing else', () => {
    expect(held.map(({ name }) => name)).toEqual([...rules, ...complaints]);
  });

  test.each(held)('names at least one test that holds: $name', ({ tests }) => {
    expect(tests).not.toEqual([]);
  });
});
