/** Takes a share of what comes by: evenly, so that few are as telling as many. */
export class Share {
  #owed: number;

  /** `begin` in [0, 1): how soon the first is taken. */
  constructor(begin: number) {
    this.#owed = begin;
  }

  /** Whether this one is taken, where `rate` of all are. */
  takes(rate: number): boolean {
    this.#owed += rate;
    if (this.#owed < 1) return false;
    this.#owed -= 1;
    return true;
  }
}
