const STRING = /"(?:[^"\\]|\\.)*"?/gs;

/**
 * The deepest nesting of arrays and objects in JSON text; 0 for a scalar. Counted without recursion, so that text nested
 * ten thousand deep is refused before anything recursive walks it. Says nothing about whether the text is valid.
 */
export function jsonDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.replace(STRING, '').matchAll(/[{}[\]]/g)) {
    depth += bracket === '{' || bracket === '[' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
