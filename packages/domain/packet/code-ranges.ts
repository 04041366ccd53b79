/** Inclusive range of code points. */
export type CodeRange = readonly [from: number, to: number];

export const MAX_CODE_POINT = 0x10ffff;
export const EVERYTHING: readonly CodeRange[] = [[0, MAX_CODE_POINT]];
/** `\d`. */
export const DIGITS: readonly CodeRange[] = [[48, 57]];
/** `\w`. */
export const WORD: readonly CodeRange[] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
/** `\s`. */
export const SPACE: readonly CodeRange[] = [
  [9, 13],
  [32, 32],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
/** What `.` leaves out. */
export const LINE_ENDS: readonly CodeRange[] = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
/** The range of one code point. */
export function pointRange(point: number): CodeRange {
  return [point, point];
}

/** Every code point that is in none of `ranges`. */
export function invert(ranges: readonly CodeRange[]): readonly CodeRange[] {
  const result: CodeRange[] = [];
  let next = 0;
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= MAX_CODE_POINT) result.push([next, MAX_CODE_POINT]);
  return result;
}
