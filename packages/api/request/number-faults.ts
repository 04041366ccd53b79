import type { Violation } from '#domain/problem.ts';
import { isKeptExactly } from './exact-number.ts';
import type { JsonShape } from './json-shape.ts';
import { UnacceptableJson } from './unacceptable-json.ts';

/** So many faults are told of one body, and not more than so much of where they are: keys may be long. */
const MOST_FAULTS = 100;
const LONGEST_POINTERS = 16_000;
/** So much of a number is told. */
const SHOWN = 40;

/** The numbers of a body that would silently become others. */
export class NumberFaults {
  readonly #violations: Violation[] = [];
  #room = LONGEST_POINTERS;

  /** Notes `literal`, at which `shape` is, unless it is kept as it is. @throws UnacceptableJson once there are too many */
  check(literal: string, shape: JsonShape): void {
    const number = Number(literal);
    if (!Number.isFinite(number)) this.#note('number_out_of_range', 'is out of range of a double', literal, shape);
    else if (!isKeptExactly(literal, number)) {
      const printed = `a double makes it ${number}; send that, or a string`;
      this.#note('number_inexact', `cannot be kept exactly: ${printed}`, literal, shape);
    }
  }

  /** @throws UnacceptableJson with every fault that was noted */
  requireNone(): void {
    const [first, ...others] = this.#violations;
    if (first === undefined) return;
    const more = others.length === 0 ? '' : `; and ${others.length} more, see errors`;
    throw new UnacceptableJson(
      `${first.pointer === '' ? '' : `at ${first.pointer}, `}${first.message}${more}`,
      this.#violations,
    );
  }

  #note(code: string, what: string, literal: string, shape: JsonShape): void {
    const pointer = shape.pointer();
    const shown = literal.length > SHOWN ? `${literal.slice(0, SHOWN)}…` : literal;
    this.#violations.push({ pointer, code, message: `the number ${shown} ${what}` });
    this.#room -= pointer.length;
    if (this.#violations.length === MOST_FAULTS || this.#room <= 0) this.requireNone();
  }
}
