import * as fc from 'fast-check';

/** Asserts that `guarantee` throws for none of `runs` values; the failure names the smallest value found and its seed. */
export function holds<T>(arbitrary: fc.Arbitrary<T>, runs: number, guarantee: (value: T) => void): void {
  const details = fc.check(fc.property(arbitrary, guarantee), { numRuns: runs });
  if (details.failed) throw new Error(fc.defaultReportMessage(details), { cause: details.errorInstance });
}
