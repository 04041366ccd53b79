import type { Put } from '@aws-sdk/client-dynamodb';
import type { RequestRecord } from '#domain/idempotency.ts';
import type { IdempotencyEntry } from './idempotency-store.ts';

/** What a run says of itself with a record. */
export type Ran = Pick<RequestRecord, 'status' | 'sealed'>;

/** Which record a run writes on. */
export interface RecordBefore {
  readonly entry: IdempotencyEntry;
  readonly fingerprint: string;
  /** The version of the record that it is to replace. */
  readonly after: number;
  /** The record that is gone on with. */
  readonly again?: RequestRecord | undefined;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
}

/** The record of a request, as one run of it writes it on, version by version. */
export class RecordInHand {
  /** What the request has chosen to do. */
  undertaken: string | undefined;
  /** The tenant that the request opens. */
  tenantId: string | undefined;
  readonly #before: RecordBefore;
  #after: number;
  /** When the first part of it may have been done, in milliseconds since the epoch. */
  #since: number | undefined;

  constructor(before: RecordBefore) {
    this.#before = before;
    this.#after = before.after;
    this.undertaken = before.again?.undertaken;
    this.#since = before.again?.at;
  }

  /** The write of its next version. An answer that is kept takes the place of what was chosen. */
  put(ran: Ran): Put {
    const { entry, fingerprint, now } = this.#before;
    const { undertaken, tenantId } = this;
    const isAnswered = ran.status === 'answered';
    const isKept = isAnswered && ran.sealed !== undefined;
    // an answer that is to be found in its parts must not outlast the first of them
    const at = isAnswered && !isKept ? (this.#since ?? now()) : now();
    if (ran.status === 'cut_off') this.#since ??= at;
    const record: RequestRecord = {
      ...ran,
      ...(isKept || undertaken === undefined ? {} : { undertaken }),
      ...(tenantId === undefined ? {} : { tenantId }),
      version: this.#after + 1,
      fingerprint,
      at,
    };
    return entry.put(record, this.#after);
  }

  /** What `put` made last is written. */
  written(): void {
    this.#after += 1;
  }
}
