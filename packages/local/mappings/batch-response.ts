/** What a function said of a batch: all done, everything failed, or these items failed. */
export type BatchOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'partial'; readonly failed: ReadonlySet<string> };

/**
 * Reads the answer of a function whose mapping has `ReportBatchItemFailures`, by Lambda's rules: nothing, `{}` and an
 * empty or null list are success; an entry without a known identifier fails the whole batch.
 */
export function readBatchResponse(response: unknown, identifiers: ReadonlySet<string>): BatchOutcome {
  if (response === null || response === undefined || response === '') return { kind: 'done' };
  if (typeof response !== 'object') return { kind: 'failed', reason: 'the answer is not an object' };
  const failures: unknown = Reflect.get(response, 'batchItemFailures');
  if (failures === null || failures === undefined) return { kind: 'done' };
  if (!Array.isArray(failures)) return { kind: 'failed', reason: 'batchItemFailures is not a list' };
  const failed = new Set<string>();
  for (const failure of failures as readonly unknown[]) {
    const identifier: unknown =
      typeof failure === 'object' && failure !== null ? Reflect.get(failure, 'itemIdentifier') : undefined;
    if (typeof identifier !== 'string' || !identifiers.has(identifier)) {
      return { kind: 'failed', reason: `batchItemFailures names no item of the batch: ${JSON.stringify(identifier)}` };
    }
    failed.add(identifier);
  }
  return failed.size === 0 ? { kind: 'done' } : { kind: 'partial', failed };
}
