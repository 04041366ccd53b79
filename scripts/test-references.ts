import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that a page names as what holds a rule: `path` › “title”. */
export interface TestReference {
  readonly path: string;
  readonly title: string;
}

/** The tests that `text` names, in order. A line may end anywhere in between. */
export function testReferencesOf(text: string): TestReference[] {
  return [...text.matchAll(/`(tests\/[\w./-]+\.test\.ts)`\s+›\s+“([^”]+)”/g)].map(([, path = '', title = '']) => ({
    path,
    title: title.replaceAll(/\s+/g, ' '),
  }));
}

/** Those of them that are not there in the repository at `root`, one phrase each. */
export function missingTestsOf(root: string, text: string): string[] {
  return testReferencesOf(text)
    .filter(({ path, title }) => !titlesIn(join(root, path)).includes(title))
    .map(({ path, title }) => `the test “${title}”, which ${path} does not have`);
}

/** The titles of the tests in a file, as they are written there: the ones of several cases with their placeholders. */
function titlesIn(file: string): string[] {
  if (!existsSync(file)) return [];
  const title = /(?:\b(?:it|test)|\]\)|\.each\([^\n]*\))\(\s*(['"`])(.+?)\1,/g;
  return [...readFileSync(file, 'utf8').matchAll(title)].map((match) => match[2] ?? '');
}
