import type { Clock } from '../../aws-protocol/clock.ts';
import { parseJson } from '../../aws-protocol/json-value.ts';
import { targetKind } from '../target-arn.ts';
import { deadLetter, failureOf } from './dead-letter.ts';
import { DEFAULT_MAXIMUM_RETRY_ATTEMPTS, type TargetPorts, UnretryableTargetError } from './invocation.ts';
import type { Journal, OwedInvocation } from './journal.ts';
import { afterFailure, backoff } from './retry.ts';

const MAX_IN_FLIGHT = 64;

export interface DispatcherOptions {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly ports: TargetPorts;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: (message: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** Works the journal off: at least once, by each target's retry policy, then to its dead-letter queue. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #inFlight = new Map<number, Promise<void>>();
  /** Attempted, but the journal could not be told: not attempted again before the next start. */
  readonly #unsettled = new Set<number>();
  #cancelTimer: () => void = () => {};
  #running = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.wake();
  }

  /** Looks at the journal: something may be due. */
  wake(): void {
    if (!this.#running) return;
    const { journal, clock } = this.#options;
    const now = clock.now();
    for (const owed of journal.due(now, MAX_IN_FLIGHT + this.#unsettled.size)) {
      if (this.#inFlight.size >= MAX_IN_FLIGHT) break;
      if (!this.#inFlight.has(owed.sequence) && !this.#unsettled.has(owed.sequence)) this.#launch(owed);
    }
    this.#cancelTimer();
    const next = journal.nextAttemptAfter(now);
    this.#cancelTimer = next === undefined ? () => {} : clock.wakeAt(next, () => this.wake());
  }

  /** Resolves when no attempt is under way. */
  async idle(): Promise<void> {
    while (this.#inFlight.size > 0) await Promise.all(this.#inFlight.values());
  }

  /** Starts no further attempt. What is under way goes on; what it leaves unsettled stays in the journal. */
  stop(): void {
    this.#running = false;
    this.#cancelTimer();
  }

  #launch(owed: OwedInvocation): void {
    const attempt = this.#attempt(owed)
      .catch((error: unknown) => {
        this.#unsettled.add(owed.sequence);
        this.#options.log('the journal could not be written', { error });
      })
      .finally(() => {
        this.#inFlight.delete(owed.sequence);
        this.wake();
      });
    this.#inFlight.set(owed.sequence, attempt);
  }

  async #attempt(owed: OwedInvocation): Promise<void> {
    const { journal } = this.#options;
    try {
      await (owed.stage === 'target' ? this.#deliver(owed) : this.#bury(owed));
    } catch (error) {
      if (owed.stage === 'target') this.#deliveryFailed(owed, error);
      else this.#burialFailed(owed, error);
      return;
    }
    journal.settle(owed);
  }

  async #deliver({ invocation, attempts, sequence }: OwedInvocation): Promise<void> {
    const { ports } = this.#options;
    const payload = invocation.payload.replaceAll('<aws.scheduler.attempt-number>', String(attempts + 1));
    if (targetKind(invocation.targetArn) !== 'lambda') {
      const { targetArn: queueArn, messageGroupId } = invocation;
      return ports.sendMessage({ queueArn, body: payload, messageGroupId, attributes: {} });
    }
    const input = parseJson(payload);
    if (input === undefined) throw new UnretryableTargetError('INVALID_JSON', 'The input of the function is not JSON.');
    const { targetArn: arn, roleArn } = invocation;
    return ports.invoke({ arn, roleArn, input, invocationId: String(sequence), attempt: attempts + 1 });
  }

  #deliveryFailed(owed: OwedInvocation, error: unknown): void {
    const { journal, clock, random, log } = this.#options;
    const { invocation } = owed;
    const attempts = owed.attempts + 1;
    const next = afterFailure(invocation, error, attempts, clock.now(), random);
    if (next.kind === 'retry') {
      journal.retry(owed, next.at);
      return;
    }
    const failure = failureOf(error, attempts, next.exhausted);
    log('a target invocation was given up', { target: invocation.targetArn, ...failure });
    if (invocation.deadLetterArn === undefined) journal.settle(owed);
    else journal.giveUp(owed, failure, clock.now());
  }

  async #bury(owed: OwedInvocation & { readonly stage: 'dead-letter' }): Promise<void> {
    const { deadLetterArn } = owed.invocation;
    if (deadLetterArn === undefined) return;
    await this.#options.ports.sendMessage(deadLetter(owed.invocation, deadLetterArn, owed.failure));
  }

  /** AWS drops what it cannot dead-letter; here it is tried as long as a target without a policy would be. */
  #burialFailed(owed: OwedInvocation, error: unknown): void {
    const { journal, clock, random, log } = this.#options;
    if (owed.attempts < DEFAULT_MAXIMUM_RETRY_ATTEMPTS) {
      journal.retry(owed, clock.now() + backoff(owed.attempts + 1, random));
      return;
    }
    log('a dead letter was dropped', { target: owed.invocation.targetArn, error });
    journal.settle(owed);
  }
}
