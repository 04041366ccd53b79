import type { Instant } from '#domain/instant.ts';
import type { Progress } from './run/tell.ts';

/** Says at most every so often how far the telling is, and about how long it still takes. */
export class ProgressLines {
  readonly #total: number;
  readonly #begin: number;
  readonly #end: number;
  readonly #say: (line: string) => void;
  readonly #everyMs: number;
  readonly #startedMs: number;
  #saidMs: number;

  constructor(
    span: { readonly begin: Instant; readonly end: Instant; readonly total: number },
    say: (line: string) => void,
    startedMs: number,
    everyMs = 5_000,
  ) {
    this.#total = span.total;
    this.#begin = Date.parse(span.begin);
    this.#end = Date.parse(span.end);
    this.#say = say;
    this.#everyMs = everyMs;
    this.#startedMs = startedMs;
    this.#saidMs = startedMs;
  }

  heard({ at, submitted }: Progress, nowMs: number): void {
    if (nowMs - this.#saidMs < this.#everyMs) return;
    this.#saidMs = nowMs;
    const share = (Date.parse(at) - this.#begin) / (this.#end - this.#begin);
    const left =
      share > 0 ? Math.ceil(((nowMs - this.#startedMs) / share - (nowMs - this.#startedMs)) / 1000) : undefined;
    const rest = left === undefined ? '' : `, about ${left < 90 ? `${left} s` : `${Math.ceil(left / 60)} min`} left`;
    this.#say(`  ${at.slice(0, 10)}: ${submitted} of ${this.#total} handoffs${rest}`);
  }
}
