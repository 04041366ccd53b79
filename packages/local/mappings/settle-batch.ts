import type { BatchOutcome } from './batch-response.ts';
import type { StreamRecord } from './stream-record.ts';

/** How a stream mapping treats a batch that fails. Lambda's names and meanings; undefined is without limit. */
export interface RetryPolicy {
  readonly bisectOnError: boolean;
  readonly maximumRetryAttempts: number | undefined;
  readonly maximumRecordAgeSeconds: number | undefined;
}

/** Records given up on, for the mapping's on-failure destination. */
export interface DiscardedBatch {
  readonly records: readonly StreamRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  readonly invocations: number;
}

export interface BatchSteps {
  /** Runs the function once. Never rejects. */
  invoke(records: readonly StreamRecord[]): Promise<BatchOutcome>;
  /** These records, in order, need no further work. */
  handled(records: readonly StreamRecord[]): void;
  /** Sends records to the on-failure destination; they are then handled. */
  discard(batch: DiscardedBatch): Promise<void>;
  /** Waits before the retry of this number, from 1. Rejects when the mapping stops. */
  pause(retry: number): Promise<void>;
  now(): number;
}

/** A run of consecutive records, and how often it has been tried. */
interface Slice {
  readonly records: readonly StreamRecord[];
  readonly invocations: number;
}

/**
 * Works on a batch, strictly in order, until each of its records has succeeded or been discarded, as Lambda does for
 * streams: retry from the first failed record, split on error, give up by attempts or age. Splitting a batch does not
 * count as a retry.
 */
export async function settleBatch(
  records: readonly StreamRecord[],
  policy: RetryPolicy,
  steps: BatchSteps,
): Promise<void> {
  let pending: readonly Slice[] = [{ records, invocations: 0 }];
  let next = pending[0];
  while (next !== undefined) {
    pending = [...(await settleSlice(next, policy, steps)), ...pending.slice(1)].filter(hasRecords);
    next = pending[0];
  }
}

/** One step on a slice. Answers what is left of it. */
async function settleSlice(slice: Slice, policy: RetryPolicy, steps: BatchSteps): Promise<readonly Slice[]> {
  if (slice.records.length === 0) return [];
  const expired = countExpired(slice.records, policy, steps.now());
  if (expired > 0) {
    const records = slice.records.slice(0, expired);
    await giveUp({ records, condition: 'RecordAgeExceeded', invocations: slice.invocations }, steps);
    return [{ records: slice.records.slice(expired), invocations: slice.invocations }];
  }
  const outcome = await steps.invoke(slice.records);
  const firstFailed = firstFailedIndex(outcome, slice.records);
  if (firstFailed > 0) steps.handled(slice.records.slice(0, firstFailed));
  const rest = slice.records.slice(firstFailed);
  if (rest.length === 0) return [];
  // With progress the head of what is left is another record, which has been tried once.
  const tried: Slice = { records: rest, invocations: firstFailed > 0 ? 1 : slice.invocations + 1 };
  return policy.bisectOnError && rest.length > 1
    ? await split(tried, outcome.kind === 'partial', policy, steps)
    : await retry(tried, policy, steps);
}

/** Halves a slice that failed as a whole; parts the first failed record from those that were not blamed. */
async function split(
  tried: Slice,
  headIsBlamed: boolean,
  policy: RetryPolicy,
  steps: BatchSteps,
): Promise<readonly Slice[]> {
  if (headIsBlamed) {
    const head = { records: tried.records.slice(0, 1), invocations: tried.invocations };
    return [...(await retry(head, policy, steps)), { records: tried.records.slice(1), invocations: 0 }];
  }
  await steps.pause(1);
  const middle = Math.ceil(tried.records.length / 2);
  return [tried.records.slice(0, middle), tried.records.slice(middle)].map((records) => ({ records, invocations: 0 }));
}

async function retry(tried: Slice, policy: RetryPolicy, steps: BatchSteps): Promise<readonly Slice[]> {
  if (policy.maximumRetryAttempts !== undefined && tried.invocations > policy.maximumRetryAttempts) {
    await giveUp({ ...tried, condition: 'RetryAttemptsExhausted' }, steps);
    return [];
  }
  await steps.pause(tried.invocations);
  return [tried];
}

async function giveUp(batch: DiscardedBatch, steps: BatchSteps): Promise<void> {
  await steps.discard(batch);
  steps.handled(batch.records);
}

function hasRecords(slice: Slice): boolean {
  return slice.records.length > 0;
}

function firstFailedIndex(outcome: BatchOutcome, records: readonly StreamRecord[]): number {
  switch (outcome.kind) {
    case 'done':
      return records.length;
    case 'failed':
      return 0;
    case 'partial':
      return records.findIndex((record) => outcome.failed.has(record.sequenceNumber));
  }
}

/** Records arrive in order, so those that are too old come first. */
function countExpired(records: readonly StreamRecord[], policy: RetryPolicy, now: number): number {
  if (policy.maximumRecordAgeSeconds === undefined) return 0;
  const oldest = now - policy.maximumRecordAgeSeconds * 1000;
  const firstFresh = records.findIndex((record) => record.arrivedAt >= oldest);
  return firstFresh === -1 ? records.length : firstFresh;
}
