import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type Put,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { RequestRecord } from '#domain/idempotency.ts';
import { standsBefore } from './aside.ts';
import { backOff, MAX_ATTEMPTS } from './back-off.ts';
import { HeldReads } from './held-reads.ts';
import { isConditional, isRead, type Refusal, refusedAs, writesOf } from './held-write.ts';
import type { IdempotencyEntry } from './idempotency-store.ts';
import type { RecentReads } from './recent-reads.ts';

/** What a transaction takes. */
const MAX_ITEMS = 100;

/** `known`: somebody else has done it, or is about to. `refused`: a condition of its writes did not hold. */
export type Ending = 'written' | 'known' | 'refused';

/** Ends a run of a request whose writes did not come about. No verb may catch it: it is not a refusal. */
export class RequestOvertaken extends Error {
  override readonly name = 'RequestOvertaken';
}

/** What all runs of one request share. */
export interface RequestUnderKey {
  readonly entry: IdempotencyEntry;
  readonly fingerprint: string;
  /** The version of the record that it is to replace. */
  readonly after: number;
  /** In milliseconds since the epoch. */
  readonly now: () => number;
  /** What DynamoDB said to the first writes of the runs before: this one's are told the same, without being sent. */
  readonly refusals: readonly Refusal[];
}

type Phase = 'fresh' | 'held' | 'open' | 'over';

/**
 * One run of a request that is to have one effect. Its first write is held back and answered as if it were written, so
 * that it can be sent with the answer in one transaction. Where the run goes on reading or writing, the held write is sent
 * before that, with a record that the request has begun.
 */
export class AtomicRequest {
  /** Given to the stores of this run alone, in place of the real one. */
  readonly client: DynamoDBClient;
  readonly #request: RequestUnderKey;
  readonly #reads: HeldReads[] = [];
  #phase: Phase = 'fresh';
  #held: readonly TransactWriteItem[] = [];
  #told = 0;
  #opening: Promise<void> | undefined;
  #refusal: Refusal | undefined;

  constructor(request: RequestUnderKey) {
    this.#request = request;
    this.client = clientThat((command) => this.#send(command));
    standsBefore(this.client, request.entry.client);
  }

  /** Why what was held was refused, where it was. */
  get refusal(): Refusal | undefined {
    return this.#refusal;
  }

  /** What the stores of this run remember. */
  remembering(shared: RecentReads): RecentReads {
    const reads = new HeldReads(shared);
    this.#reads.push(reads);
    return reads;
  }

  /** Notes that the request has begun, with what is held. @throws RequestOvertaken */
  async open(): Promise<void> {
    if (this.#phase === 'over') throw new RequestOvertaken();
    if (this.#phase === 'open') return;
    this.#opening ??= this.#begin();
    await this.#opening;
  }

  /** Ends the run with its answer, in one write with what is held. `sealed` is absent where it cannot be kept. */
  async settle(sealed: Uint8Array | undefined): Promise<Ending> {
    switch (this.#phase) {
      case 'over':
        return this.#refusal === undefined ? 'known' : 'refused';
      case 'open':
        return this.#close({ status: 'answered', ...(sealed === undefined ? {} : { sealed }) });
      case 'held':
      case 'fresh':
        return this.#commit({ status: 'answered', ...(sealed === undefined ? {} : { sealed }) }, 'over');
    }
  }

  /** Ends a run that failed. What is held is forgotten; what was written before is noted to be without an answer. */
  async abandon(): Promise<void> {
    if (this.#phase === 'open') await this.#close({ status: 'cut_off' });
    else this.#phase = 'over';
  }

  async #send(command: unknown): Promise<unknown> {
    if (this.#phase === 'over') throw new RequestOvertaken();
    const writes = this.#phase === 'open' ? undefined : writesOf(command);
    if (writes === undefined) {
      if (this.#phase !== 'fresh' || !isRead(command)) await this.open();
      return this.#pass(command);
    }
    const refusal = this.#request.refusals[this.#told];
    this.#told += 1;
    if (refusal !== undefined) throw refusedAs(command, refusal);
    if (this.#phase === 'fresh' && this.#opening === undefined && writes.length < MAX_ITEMS) {
      this.#held = writes;
      this.#phase = 'held';
      return { $metadata: {} };
    }
    await this.open();
    return this.#pass(command);
  }

  #pass(command: unknown): Promise<unknown> {
    return this.#request.entry.client.send(command as PutItemCommand); // whichever it is, it came typed
  }

  async #begin(): Promise<void> {
    if ((await this.#commit({ status: 'begun' }, 'open')) !== 'written') throw new RequestOvertaken();
  }

  async #commit(record: Pick<RequestRecord, 'status' | 'sealed'>, next: Phase): Promise<Ending> {
    const put = this.#put(record, this.#request.after);
    const held = this.#held;
    try {
      const ending = held.length === 0 ? await this.#putAlone(put) : await this.#transact([...held, { Put: put }]);
      this.#phase = ending === 'written' ? next : 'over';
      if (ending === 'written') for (const reads of this.#reads) reads.written();
      return ending;
    } catch (error) {
      this.#phase = 'over';
      for (const reads of this.#reads) reads.unknown();
      throw error;
    }
  }

  /** Replaces the record that it has begun. Somebody who took over meanwhile knows better. */
  async #close(record: Pick<RequestRecord, 'status' | 'sealed'>): Promise<Ending> {
    this.#phase = 'over';
    await this.#putAlone(this.#put(record, this.#request.after + 1));
    return 'written';
  }

  #put(record: Pick<RequestRecord, 'status' | 'sealed'>, after: number): Put {
    const { entry, fingerprint, now } = this.#request;
    return entry.put({ ...record, version: after + 1, fingerprint, at: now() }, after);
  }

  async #putAlone(put: Put): Promise<'written' | 'known'> {
    for (let attempt = 1; ; attempt++) {
      await backOff(attempt);
      try {
        await this.#request.entry.client.send(new PutItemCommand({ ...put, Item: put.Item }));
        return 'written';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'known';
        if (!(error instanceof TransactionConflictException) || attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  async #transact(items: readonly TransactWriteItem[]): Promise<Ending> {
    for (let attempt = 1; ; attempt++) {
      await backOff(attempt);
      try {
        await this.#request.entry.client.send(new TransactWriteItemsCommand({ TransactItems: [...items] }));
        return 'written';
      } catch (error) {
        if (!(error instanceof TransactionCanceledException)) throw error;
        const reasons = error.CancellationReasons ?? [];
        // the record comes last, and who has written it has made the same writes
        if (reasons.at(items.length - 1)?.Code === 'ConditionalCheckFailed') return 'known';
        const refusal = reasons.slice(0, items.length - 1);
        const isConflict = reasons.some(({ Code }) => Code === 'TransactionConflict');
        if (!isConditional(refusal) && !isConflict) throw error;
        if (isConditional(refusal) || attempt === MAX_ATTEMPTS) {
          this.#refusal = refusal;
          return 'refused';
        }
      }
    }
  }
}

/** A client for the stores, which use nothing of it but `send`. */
function clientThat(send: (command: unknown) => Promise<unknown>): DynamoDBClient {
  return { send } as unknown as DynamoDBClient;
}
