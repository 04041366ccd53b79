import { type Automaton, buildAutomaton } from './pattern-automaton.ts';
import { parsePattern, UnsupportedPattern } from './pattern-syntax.ts';

/** UTF-16 code units of the longest pattern. */
export const MAX_PATTERN_LENGTH = 1000;
/** Where texts are declared to be no longer than this, a pattern may take steps with the square of their length. */
export const SHORT_TEXT = 256;
/** Ways of matching that may be open at once, and what they may try at the next character. */
const MAX_OPEN_WAYS = 64;
const MAX_LOAD = 512;
/** Elementary steps of analysis for all patterns of one contract: well under a second. */
const MAX_WORK = 1_000_000;

const AMBIGUOUS =
  'can match the same text in too many ways, so that a long text would take too long: begin it with "^", ' +
  'let no two neighbouring repetitions match the same characters, or declare "maxLength": 256 beside it';

const TOO_COMPLEX = 'is too complex to be shown safe: make it, or the other patterns of the contract, simpler';

/**
 * Decides which regular expressions may be run on text from outside. One audit serves one contract, so that all of its
 * patterns together are bounded too.
 */
export class PatternAudit {
  readonly #verdicts = new Map<string, string | undefined>();
  #workLeft = MAX_WORK;

  /**
   * Why a pattern is refused, as the rest of a sentence that begins with "the pattern"; undefined if it is safe. Safe
   * means that a backtracking matcher takes steps in proportion to the length of any text: proved by following, with
   * their number, all the ways in which it can be in the middle of a match. The flags are JSON Schema's: `u`.
   */
  problem(source: string, maxLength: number = Number.POSITIVE_INFINITY): string | undefined {
    const bound = maxLength <= SHORT_TEXT ? maxLength : Number.POSITIVE_INFINITY;
    const key = `${bound} ${source}`;
    if (!this.#verdicts.has(key)) this.#verdicts.set(key, this.#judge(source, bound));
    return this.#verdicts.get(key);
  }

  #judge(source: string, maxLength: number): string | undefined {
    if (source.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`;
    try {
      new RegExp(source, 'u');
    } catch {
      return 'is not a valid regular expression (ECMAScript, flag u)';
    }
    try {
      const automaton = buildAutomaton(parsePattern(source));
      this.#workLeft -= automaton.work + automaton.positions.length ** 2 / 16;
      if (this.#workLeft < 0) return TOO_COMPLEX;
      const columns = columnsOf(automaton);
      const single = this.#explore(automaton, columns, false, maxLength);
      if (single !== undefined || automaton.anchored || automaton.alwaysMatches) return single;
      return this.#explore(automaton, columns, true, maxLength);
    } catch (error) {
      return error instanceof UnsupportedPattern ? error.message : 'is nested too deeply';
    }
  }

  /**
   * Walks every situation that a text can bring about, character by character. `searching` adds a new beginning at each
   * one, as a pattern without "^" has; a beginning that has succeeded ends the search and is followed no further.
   */
  #explore(automaton: Automaton, columns: Columns, searching: boolean, maxLength: number): string | undefined {
    const openWays = maxLength === Number.POSITIVE_INFINITY ? MAX_OPEN_WAYS : MAX_OPEN_WAYS + maxLength;
    const seen = new Set<string>();
    let situations: readonly Ways[] = [new Map()];
    for (let length = 0; length < maxLength && situations.length > 0; length += 1) {
      const next: Ways[] = [];
      for (const ways of successors(automaton, columns, situations, searching, length === 0)) {
        const problem = this.#tooMuch(automaton, ways, openWays);
        if (problem !== undefined) return problem;
        const key = keyOf(ways);
        if (!seen.has(key)) next.push(ways);
        seen.add(key);
      }
      situations = next;
    }
    return undefined;
  }

  #tooMuch(automaton: Automaton, ways: Ways, openWays: number): string | undefined {
    this.#workLeft -= 1 + ways.size;
    if (this.#workLeft < 0) return TOO_COMPLEX;
    return isTooWide(automaton, ways, openWays) ? AMBIGUOUS : undefined;
  }
}

/** For each kind of character that the pattern tells apart, the positions that it can stand at. */
type Columns = readonly ReadonlySet<number>[];
/** Positions that a match may have reached, with the number of ways to have done so. */
type Ways = ReadonlyMap<number, number>;

function columnsOf(automaton: Automaton): Columns {
  const bounds = new Set<number>();
  for (const ranges of automaton.positions) {
    for (const [from, to] of ranges) bounds.add(from).add(to + 1);
  }
  const columns = new Map<string, ReadonlySet<number>>();
  for (const point of bounds) {
    const standing = automaton.positions.flatMap((ranges, position) =>
      ranges.some(([from, to]) => from <= point && point <= to) ? [position] : [],
    );
    if (standing.length > 0) columns.set(standing.join(), new Set(standing));
  }
  return [...columns.values()];
}

function* successors(
  automaton: Automaton,
  columns: Columns,
  situations: readonly Ways[],
  searching: boolean,
  beginning: boolean,
) {
  for (const situation of situations) {
    for (const column of columns) {
      const ways = step(automaton, situation, searching || beginning, column);
      if (searching) for (const position of automaton.accepting) ways.delete(position);
      yield ways;
    }
  }
}

function step(automaton: Automaton, ways: Ways, beginning: boolean, column: ReadonlySet<number>): Map<number, number> {
  const result = new Map<number, number>();
  const advance = (targets: ReadonlyMap<number, number>, count: number) => {
    for (const [position, multiplicity] of targets) {
      if (column.has(position)) result.set(position, (result.get(position) ?? 0) + count * multiplicity);
    }
  };
  if (beginning) advance(automaton.first, 1);
  for (const [position, count] of ways) advance(automaton.follow[position] ?? new Map(), count);
  return result;
}

function isTooWide(automaton: Automaton, ways: Ways, openWays: number): boolean {
  let open = 0;
  let load = automaton.first.size;
  for (const [position, count] of ways) {
    open += count;
    load += count * (1 + (automaton.follow[position]?.size ?? 0));
  }
  return open > openWays || load > Math.max(MAX_LOAD, 8 * openWays);
}

function keyOf(ways: Ways): string {
  return [...ways].sort(([a], [b]) => a - b).join(';');
}
