type Action = () => Promise<void> | void;

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly action: Action;
}

/** Virtual time: what is to happen happens in the order of its moments, and each thing ends before the next begins. */
export class Timeline {
  /** Milliseconds since the epoch. */
  now: number;
  #pending: Pending[] = [];
  #order = 0;

  constructor(start: number) {
    this.now = start;
  }

  /** What is asked for in the past happens at once. */
  at(moment: number, action: Action): void {
    this.#pending.push({ at: Math.max(moment, this.now), order: this.#order++, action });
  }

  after(milliseconds: number, action: Action): void {
    this.at(this.now + milliseconds, action);
  }

  async runUntil(end: number): Promise<void> {
    for (let next = this.#take(end); next !== undefined; next = this.#take(end)) {
      this.now = next.at;
      await next.action();
    }
    this.now = end;
  }

  #take(end: number): Pending | undefined {
    let first: Pending | undefined;
    for (const each of this.#pending) {
      if (first === undefined || each.at < first.at || (each.at === first.at && each.order < first.order)) first = each;
    }
    if (first === undefined || first.at > end) return undefined;
    this.#pending.splice(this.#pending.indexOf(first), 1);
    return first;
  }
}
