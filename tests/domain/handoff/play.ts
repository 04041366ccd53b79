import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import { DomainError } from '#domain/problem.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { type Life, submit } from '#tests/support/handoffs.ts';
import { sinceBirth } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { PULSE, PULSE_CALENDAR } from '#tests/support/pulse.ts';
import type { Moment, Script } from './random-history.ts';

/** A command that was really given, with its instant in seconds after the handoff's birth. */
export interface Played {
  readonly at: number;
  readonly command?: HandoffCommand;
  readonly refused?: DomainError;
  /** The life as it was after this moment. */
  readonly life: Life;
}

/** The handoff of `script` at its birth. */
export function birth(script: Script): Life {
  const { contract, to, senderId } = script;
  return submit({
    body: contractBody(contract),
    calendars: { [PULSE_CALENDAR]: PULSE },
    directory: directory(script),
    to,
    command: senderId === undefined ? {} : { sender: { ownerId: senderId } },
  });
}

/**
 * Plays `script` to its end and says what happened at each of its moments. What comes just past a deadline comes
 * `pastBy` seconds after it.
 */
export function play(script: Script, pastBy: number): readonly Played[] {
  let now = 0;
  let life = birth(script);
  const played: Played[] = [{ at: 0, life }];
  for (const moment of script.moments) {
    now = instantOf(moment, life, now, pastBy);
    const step = take(life, now, moment.command);
    life = step.life;
    played.push(step);
  }
  return played;
}

function take(life: Life, at: number, command: HandoffCommand | undefined): Played {
  if (command === undefined) return { at, life: life.wait(at) };
  try {
    return { at, command, life: life.command(at, command) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { at, command, refused: error, life: life.wait(at) };
  }
}

function instantOf({ wait }: Moment, life: Life, now: number, pastBy: number): number {
  if (typeof wait === 'number') return now + wait;
  const next = nextDeadline(life.state);
  if (next === undefined) return now;
  const deadline = Math.max(now, sinceBirth(next));
  return wait === 'next-deadline' ? deadline : deadline + pastBy;
}
