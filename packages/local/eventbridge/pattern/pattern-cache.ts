import { compilePattern, type PatternNode } from './compile.ts';

/** More than the rules of a bus; beyond it the longest unused is compiled again. */
const MAX_PATTERNS = 1000;

/** Compiles each pattern once. */
export function patternCache(): (text: string) => PatternNode {
  const compiled = new Map<string, PatternNode>();
  return (text) => {
    const pattern = compiled.get(text) ?? compilePattern(text);
    compiled.delete(text);
    compiled.set(text, pattern);
    const [oldest] = compiled.keys();
    if (compiled.size > MAX_PATTERNS && oldest !== undefined) compiled.delete(oldest);
    return pattern;
  };
}
