import type { Violation } from '../problem.ts';

/** One violation for each entry whose `key` an earlier entry has already. */
export function duplicates<K extends string>(
  entries: readonly Readonly<Record<K, string>>[],
  pointer: string,
  key: K,
): readonly Violation[] {
  return duplicateNames(
    entries.map((entry) => entry[key]),
    (index) => `${pointer}/${index}/${key}`,
  );
}

/** One violation for each name that stands earlier in the list already. */
export function duplicateNames(names: readonly string[], pointerOf: (index: number) => string): readonly Violation[] {
  return names.flatMap((name, index): readonly Violation[] => {
    const first = names.indexOf(name);
    if (first === index) return [];
    return [{ pointer: pointerOf(index), code: 'duplicate', message: `"${name}" is used already, at index ${first}` }];
  });
}
