import type { Pattern } from '#domain/packet/pattern-syntax.ts';

/** Thrown when a match takes more steps than it may. */
export class TooManySteps extends Error {}

/**
 * A backtracking matcher in the way of ECMAScript's semantics, over the parsed pattern, which counts every character it
 * looks at. It stands in for the engine's own matcher, whose steps cannot be seen.
 */
export class ReferenceMatcher {
  steps = 0;
  readonly #pattern: Pattern;
  readonly #maxSteps: number;

  constructor(pattern: Pattern, maxSteps: number) {
    this.#pattern = pattern;
    this.#maxSteps = maxSteps;
  }

  /** Whether the pattern matches anywhere in `text`. */
  test(text: string): boolean {
    const points = [...text].map((character) => character.codePointAt(0) ?? 0);
    for (let start = 0; start <= points.length; start += 1) {
      if (this.#match(this.#pattern, points, start, () => true)) return true;
    }
    return false;
  }

  #match(pattern: Pattern, text: readonly number[], at: number, then: (at: number) => boolean): boolean {
    switch (pattern.kind) {
      case 'characters': {
        this.steps += 1;
        if (this.steps > this.#maxSteps) throw new TooManySteps();
        const point = text[at];
        return point !== undefined && pattern.ranges.some(([a, b]) => a <= point && point <= b) && then(at + 1);
      }
      case 'assertion':
        return at === (pattern.start ? 0 : text.length) && then(at);
      case 'sequence':
        return this.#sequence(pattern.parts, 0, text, at, then);
      case 'choice':
        return pattern.options.some((option) => this.#match(option, text, at, then));
      case 'repeat':
        return this.#repeat(pattern, 0, text, at, then);
    }
  }

  #sequence(
    parts: readonly Pattern[],
    index: number,
    text: readonly number[],
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    const part = parts[index];
    if (part === undefined) return then(at);
    return this.#match(part, text, at, (next) => this.#sequence(parts, index + 1, text, next, then));
  }

  #repeat(
    repeat: Extract<Pattern, { kind: 'repeat' }>,
    count: number,
    text: readonly number[],
    at: number,
    then: (at: number) => boolean,
  ): boolean {
    const more = (next: number) =>
      (next > at || count < repeat.min) && this.#repeat(repeat, count + 1, text, next, then);
    if (count < repeat.max && this.#match(repeat.body, text, at, more)) return true;
    return count >= repeat.min && then(at);
  }
}
