import type { CodeRange } from './code-ranges.ts';
import { type Pattern, UnsupportedPattern } from './pattern-syntax.ts';

/** More character positions than this, after counted repetitions are written out, and a pattern is refused. */
export const MAX_POSITIONS = 1000;

/**
 * A pattern as a position automaton (Glushkov): each position is one character class in the pattern, and `follow` says
 * in how many ways a matcher can step from one to the next. Assertions are taken as always true, which can only add ways.
 */
export interface Automaton {
  readonly positions: readonly (readonly CodeRange[])[];
  readonly first: ReadonlyMap<number, number>;
  readonly follow: readonly ReadonlyMap<number, number>[];
  /** Positions after which the match has succeeded, whatever follows. */
  readonly accepting: ReadonlySet<number>;
  /** Whether every match begins at the start of the text. */
  readonly anchored: boolean;
  /** Whether the empty text at any place is a match already. */
  readonly alwaysMatches: boolean;
  /** Steps that building it took. */
  readonly work: number;
}

/** A part of the pattern. Its maps belong to whoever holds it: joining two parts fills the larger with the smaller. */
interface Fragment {
  readonly first: Map<number, number>;
  readonly last: Map<number, number>;
  /** Those of `last` after which nothing more is asked, not even an assertion. */
  readonly free: Set<number>;
  /** In how many ways it matches nothing. */
  readonly empty: number;
  /** Whether it matches nothing without any assertion. */
  readonly freelyEmpty: boolean;
}

function nothing(): Fragment {
  return { first: new Map(), last: new Map(), free: new Set(), empty: 1, freelyEmpty: true };
}

/** Builds the automaton. Throws UnsupportedPattern where it would be too large, or where empty repetitions nest. */
export function buildAutomaton(pattern: Pattern): Automaton {
  const builder = new Builder();
  const whole = builder.fragment(pattern);
  return {
    positions: builder.positions,
    follow: builder.follow,
    first: whole.first,
    accepting: whole.free,
    anchored: isAnchored(pattern),
    alwaysMatches: whole.freelyEmpty,
    work: builder.work,
  };
}

function isAnchored(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'assertion':
      return pattern.start;
    case 'sequence': {
      const [head] = pattern.parts;
      return head !== undefined && isAnchored(head);
    }
    case 'choice':
      return pattern.options.every(isAnchored);
    case 'repeat':
      return pattern.min > 0 && isAnchored(pattern.body);
    case 'characters':
      return false;
  }
}

class Builder {
  readonly positions: (readonly CodeRange[])[] = [];
  readonly follow: Map<number, number>[] = [];
  work = 0;

  fragment(pattern: Pattern): Fragment {
    switch (pattern.kind) {
      case 'characters':
        return this.#position(pattern.ranges);
      case 'assertion':
        return { ...nothing(), freelyEmpty: false };
      case 'sequence':
        return pattern.parts.reduce((before, part) => this.#join(before, this.fragment(part)), nothing());
      case 'choice':
        return pattern.options.map((option) => this.fragment(option)).reduce(either);
      case 'repeat':
        return this.#repeat(pattern);
    }
  }

  #position(ranges: readonly CodeRange[]): Fragment {
    if (this.positions.length >= MAX_POSITIONS) {
      throw new UnsupportedPattern(`is too large: written out, it has more than ${MAX_POSITIONS} characters`);
    }
    const position = this.positions.push(ranges) - 1;
    this.follow.push(new Map());
    return {
      first: new Map([[position, 1]]),
      last: new Map([[position, 1]]),
      free: new Set([position]),
      empty: 0,
      freelyEmpty: false,
    };
  }

  #join(a: Fragment, b: Fragment): Fragment {
    this.#link(a, b);
    return {
      first: sum(a.first, b.first, a.empty),
      last: sum(b.last, a.last, b.empty),
      free: b.freelyEmpty ? union(a.free, b.free) : b.free,
      empty: a.empty * b.empty,
      freelyEmpty: a.freelyEmpty && b.freelyEmpty,
    };
  }

  #link(a: Fragment, b: Fragment): void {
    for (const [from, leaving] of a.last) {
      const next = this.follow[from];
      this.work += b.first.size;
      if (next === undefined) continue;
      for (const [to, entering] of b.first) next.set(to, (next.get(to) ?? 0) + leaving * entering);
    }
  }

  #repeat({ body, min, max }: Extract<Pattern, { kind: 'repeat' }>): Fragment {
    if (max === 0) return nothing();
    if (min > MAX_POSITIONS || (max !== Number.POSITIVE_INFINITY && max > MAX_POSITIONS)) {
      throw new UnsupportedPattern(`counts beyond ${MAX_POSITIONS}`);
    }
    let whole = nothing();
    for (let count = 1; count < min; count += 1) whole = this.#join(whole, this.#body(body, max));
    if (max === Number.POSITIVE_INFINITY) {
      const loop = this.#body(body, max);
      this.#link(loop, loop);
      return this.#join(whole, min === 0 ? optional(loop) : loop);
    }
    if (min > 0) whole = this.#join(whole, this.#body(body, max));
    return this.#join(whole, this.#optionalCopies(body, max - min, max));
  }

  /** `(x(x(x)?)?)?`: as `x{0,3}` backtracks. */
  #optionalCopies(body: Pattern, copies: number, max: number): Fragment {
    let tail = nothing();
    for (let count = 0; count < copies; count += 1) tail = optional(this.#join(this.#body(body, max), tail));
    return tail;
  }

  #body(body: Pattern, max: number): Fragment {
    const fragment = this.fragment(body);
    if (fragment.empty > 0 && max > 1) {
      throw new UnsupportedPattern('repeats something that may be empty: take the inner "?" or "*" away');
    }
    return fragment;
  }
}

function optional(fragment: Fragment): Fragment {
  return { ...fragment, empty: fragment.empty + 1, freelyEmpty: true };
}

function either(a: Fragment, b: Fragment): Fragment {
  return {
    first: sum(a.first, b.first, 1),
    last: sum(a.last, b.last, 1),
    free: union(a.free, b.free),
    empty: a.empty + b.empty,
    freelyEmpty: a.freelyEmpty || b.freelyEmpty,
  };
}

/** `a` plus `factor` times `b`; uses both up. */
function sum(a: Map<number, number>, b: Map<number, number>, factor: number): Map<number, number> {
  if (factor === 0) return a;
  const [into, from, times] = factor === 1 && a.size < b.size ? [b, a, 1] : [a, b, factor];
  for (const [key, count] of from) into.set(key, (into.get(key) ?? 0) + count * times);
  return into;
}

function union(a: Set<number>, b: Set<number>): Set<number> {
  const [into, from] = a.size < b.size ? [b, a] : [a, b];
  for (const position of from) into.add(position);
  return into;
}
