import type { Circumstances } from '#domain/handoff/terms.ts';
import { instantAt } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { holds } from '#tests/support/property.ts';
import { type Played, play } from './play.ts';
import { type Script, scripts } from './random-history.ts';

export const RUNS = 1000;
export const MILLISECOND = 0.001;

/** Asserts `guarantee` of random histories, some of whose commands come on a deadline and some a millisecond past it. */
export function holdsFor(guarantee: (played: readonly Played[], script: Script) => void): void {
  holds(scripts, RUNS, (script) => guarantee(play(script, MILLISECOND), script));
}

/** The end of a played script. */
export function last(played: readonly Played[]): Played {
  const end = played.at(-1);
  if (end === undefined) throw new Error('a played script has at least its birth');
  return end;
}

/** The circumstances of a look at the handoff, so many seconds after its birth, when `script` has been played. */
export function later(script: Script, { life }: Played, seconds: number): Omit<Circumstances, 'actor'> {
  return { terms: life.terms, directory: directory(script), now: instantAt(seconds) };
}
