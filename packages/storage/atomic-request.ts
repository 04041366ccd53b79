import type { DynamoDBClient, PutItemCommand, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { standsBefore } from './aside.ts';
import { HeldReads } from './held-reads.ts';
import { isRead, type Refusal, refusedAs, writesOf } from './held-write.ts';
import type { RecentReads } from './recent-reads.ts';
import { type Ran, type RecordBefore, RecordInHand } from './record-in-hand.ts';
import { sendTogether } from './send-together.ts';

/** What a transaction takes. */
const MAX_ITEMS = 100;

/** How a run ended. `overtaken`: somebody else was faster, and it came to nothing. */
export type Ending = 'written' | 'overtaken';

/** Ends a run of a request whose writes did not come about. No verb may catch it: it is not a refusal. */
export class RequestOvertaken extends Error {
  override readonly name = 'RequestOvertaken';
}

/** What all runs of one request share, and the record that this one writes on. */
export interface RequestUnderKey extends RecordBefore {
  /** What DynamoDB said to the first writes of the runs before: this one's are told the same, without being sent. */
  readonly refusals: Refusal[];
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
  readonly #record: RecordInHand;
  #claiming: Promise<void> | undefined;
  #phase: Phase = 'fresh';
  #held: readonly TransactWriteItem[] = [];
  #told = 0;
  #opening: Promise<void> | undefined;
  #isOvertaken = false;
  #isBegun = false;
  /** What is to be told once what is held is written. */
  #untold: (() => void)[] = [];

  constructor(request: RequestUnderKey) {
    this.#request = request;
    this.#record = new RecordInHand(request);
    this.client = clientThat((command) => this.#send(command));
    standsBefore(this.client, request.entry.client);
  }

  /** Somebody else was faster: with the request itself, or with what it was to write. */
  get overtaken(): boolean {
    return this.#isOvertaken;
  }

  /** It is noted that it has begun: something of it is written. */
  get begun(): boolean {
    return this.#isBegun;
  }

  /** What the stores of this run remember. */
  remembering(shared: RecentReads): RecentReads {
    const reads = new HeldReads(shared);
    this.#reads.push(reads);
    return reads;
  }

  /** What the request has chosen to do, as a run before this one, or this one, has kept it. */
  get undertaken(): string | undefined {
    return this.#record.undertaken;
  }

  /** Keeps what the request has chosen to do, before the first of it is done. @throws RequestOvertaken */
  async undertake(chosen: string): Promise<void> {
    this.#record.undertaken = chosen;
    if (this.#phase !== 'open') return this.open();
    if ((await this.#replace({ status: 'begun' })) === 'written') return;
    this.#phase = 'over';
    this.#isOvertaken = true;
    throw new RequestOvertaken();
  }

  /** The request opens this tenant, and its answer goes with it. */
  tieTo(tenantId: string): void {
    this.#record.tenantId = tenantId;
  }

  /** Does `tell` once what the run has written so far is written in truth, and never if it is not. */
  onceWritten(tell: () => void): void {
    if (this.#phase === 'open') tell();
    else this.#untold.push(tell);
  }

  /** What was sent without an answer is found to have been written. */
  confirmed(): void {
    for (const tell of this.#untold.splice(0)) tell();
  }

  /** Notes that the request has begun, with what is held. @throws RequestOvertaken */
  async open(): Promise<void> {
    if (this.#phase === 'over') throw new RequestOvertaken();
    if (this.#phase === 'open') return;
    this.#opening ??= this.#begin();
    await this.#opening;
  }

  /**
   * Notes, before anything is done, whose the key is: what is done in parts is gone on with under it, and nothing else is
   * done. The run goes on as before. @throws RequestOvertaken
   */
  async claim(): Promise<void> {
    if (this.#phase === 'over') throw new RequestOvertaken();
    this.#claiming ??= this.#claimNow();
    await this.#claiming;
  }

  /** Ends the run with its answer, in one write with what is held. `sealed` is absent where it cannot be kept. */
  async settle(sealed: Uint8Array | undefined): Promise<Ending> {
    switch (this.#phase) {
      case 'over':
        return 'overtaken';
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

  async #claimNow(): Promise<void> {
    if ((await this.#commit({ status: 'cut_off' }, 'fresh')) === 'overtaken') throw new RequestOvertaken();
  }

  async #begin(): Promise<void> {
    if ((await this.#commit({ status: 'begun' }, 'open')) === 'overtaken') throw new RequestOvertaken();
    this.#isBegun = true;
  }

  async #commit(ran: Ran, next: Phase): Promise<Ending> {
    const { entry, refusals } = this.#request;
    const alone = ran.status === 'answered';
    const sent = await sendTogether(entry.client, this.#held, this.#record.put(ran), { alone }).catch(
      (error: unknown) => {
        this.#phase = 'over';
        for (const reads of this.#reads) reads.unknown();
        throw error;
      },
    );
    this.#phase = sent.kind === 'written' ? next : 'over';
    this.#isOvertaken = sent.kind !== 'written';
    // of a record alone there is nothing that a later run's first write could be told
    if (sent.kind === 'refused' && this.#held.length > 0) refusals.push(sent.refusal);
    if (sent.kind !== 'written') return 'overtaken';
    this.#record.written();
    for (const reads of this.#reads) reads.written();
    this.confirmed();
    return 'written';
  }

  /** Replaces the record that it has begun. Somebody who took over meanwhile knows better. */
  async #close(ran: Ran): Promise<Ending> {
    this.#phase = 'over';
    await this.#replace(ran);
    return 'written';
  }

  async #replace(ran: Ran): Promise<Ending> {
    const sent = await sendTogether(this.#request.entry.client, [], this.#record.put(ran), { alone: true });
    if (sent.kind !== 'written') return 'overtaken';
    this.#record.written();
    return 'written';
  }
}

/** A client for the stores, which use nothing of it but `send`. */
function clientThat(send: (command: unknown) => Promise<unknown>): DynamoDBClient {
  return { send } as unknown as DynamoDBClient;
}
