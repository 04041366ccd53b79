/** How long an answer is kept for a repetition of its request, in seconds. */
export const KEPT_SECONDS = 24 * 3600;
/** No request lasts this long: one that was begun before and has no answer was cut off. Milliseconds. */
export const LONGEST_REQUEST_MS = 60_000;

/**
 * What is known of a request that named an idempotency key. `begun`: it has had an effect, and its answer is not known yet.
 * `answered`: it has ended; `sealed` is its answer, absent where that was too large to keep. `cut_off`: it has had an
 * effect and ended without an answer, or goes on part by part.
 */
export interface RequestRecord {
  readonly status: 'begun' | 'answered' | 'cut_off';
  /** Counts what has become of the key, from 1. */
  readonly version: number;
  /** Stands for method, path, query and body; of another request it is another. */
  readonly fingerprint: string;
  /** When it was written, in milliseconds since the epoch; of an answer made of parts that is not kept, when the first began. */
  readonly at: number;
  readonly sealed?: Uint8Array;
  /** What the request has chosen to do, before it did the first of it: who goes on does just that. */
  readonly undertaken?: string;
  /** The tenant that the request has opened. Without that tenant its answer is worth nothing. */
  readonly tenantId?: string;
}

/** What is to be done with a request under a key. */
export type Judgement =
  /** Nobody has done it, or it is gone on with `again`. `after`: the version of what is known, 0 if nothing is. */
  | { readonly kind: 'do'; readonly after: number; readonly again?: RequestRecord }
  /** The key belongs to another request. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'replay'; readonly sealed: Uint8Array; readonly record: RequestRecord }
  /** It is being done at this moment. */
  | { readonly kind: 'in_progress' }
  /** It was done, and its answer is not known. */
  | { readonly kind: 'unanswered' };

/** `repeatable`: doing it once more changes nothing that was done, and comes to the same answer. */
export function judgeRequest(
  record: RequestRecord | undefined,
  {
    fingerprint,
    repeatable,
    now,
  }: { readonly fingerprint: string; readonly repeatable: boolean; readonly now: number },
): Judgement {
  if (record === undefined) return { kind: 'do', after: 0 };
  // DynamoDB may take days to remove what has expired
  if (now >= record.at + KEPT_SECONDS * 1000) return { kind: 'do', after: record.version };
  if (record.fingerprint !== fingerprint) return { kind: 'reused' };
  switch (record.status) {
    case 'answered':
      if (record.sealed !== undefined) return { kind: 'replay', sealed: record.sealed, record };
      break;
    case 'begun':
      if (now < record.at + LONGEST_REQUEST_MS) return { kind: 'in_progress' };
      break;
    case 'cut_off':
      break;
  }
  return repeatable ? { kind: 'do', after: record.version, again: record } : { kind: 'unanswered' };
}
