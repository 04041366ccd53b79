import { RecentReads } from './recent-reads.ts';

/**
 * What a process remembers, as a request sees it whose writes are held back: its own changes are told to the others once
 * they are written, and never if they are not.
 */
export class HeldReads extends RecentReads {
  readonly #shared: RecentReads;
  readonly #changed = new Map<string, unknown>();
  #isWritten = false;

  constructor(shared: RecentReads) {
    super(() => 0); // keeps nothing itself
    this.#shared = shared;
  }

  override get changes(): number {
    return this.#shared.changes;
  }

  override get(key: string): unknown {
    return this.#changed.has(key) ? this.#changed.get(key) : this.#shared.get(key);
  }

  override remember(key: string, value: unknown, changesBefore: number, ms?: number): void {
    if (!this.#changed.has(key)) this.#shared.remember(key, value, changesBefore, ms);
  }

  override changed(key: string, value: unknown): void {
    if (this.#isWritten) this.#shared.changed(key, value);
    else this.#changed.set(key, value);
  }

  /** All of it is written, and so is whatever is changed from now on. */
  written(): void {
    this.#isWritten = true;
    for (const [key, value] of this.#changed) this.#shared.changed(key, value);
    this.#changed.clear();
  }

  /** Nobody knows whether it is written: it has to be read. */
  unknown(): void {
    for (const key of this.#changed.keys()) this.#shared.changed(key, undefined);
    this.#changed.clear();
  }
}
