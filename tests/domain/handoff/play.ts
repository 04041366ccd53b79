import { isAvailable } from '#domain/handoff/available.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { nextDeadline } from '#domain/handoff/deadlines.ts';
import type { Directory } from '#domain/handoff/terms.ts';
import { DomainError } from '#domain/problem.ts';
import { contractBody } from '#tests/support/contracts.ts';
import { type Life, submit } from '#tests/support/handoffs.ts';
import { sinceBirth } from '#tests/support/instants.ts';
import { directory } from '#tests/support/people.ts';
import { commandAt } from './random-command.ts';
import type { Moment, Script } from './random-history.ts';
import { calendarsOf } from './settings.ts';

/** A command that was really given, with its instant in seconds after `BIRTH`. */
export interface Played {
  readonly at: number;
  readonly command?: HandoffCommand;
  readonly refused?: DomainError;
  /** The life as it was after this moment. */
  readonly life: Life;
}

/** The handoff of `script` at its birth. */
export function birth(script: Script): Life {
  const { setting, contract, to, senderId } = script;
  return submit({
    body: contractBody(contract),
    calendars: calendarsOf(setting),
    directory: directory(script),
    to,
    at: setting.bornAt,
    command: senderId === undefined ? {} : { sender: { ownerId: senderId } },
  });
}

/**
 * Plays `script` to its end and says what happened at each of its moments. What comes just past a deadline comes
 * `pastBy` seconds after it.
 */
export function play(script: Script, pastBy: number): readonly Played[] {
  let now = script.setting.bornAt;
  let life = birth(script);
  const played: Played[] = [{ at: now, life }];
  for (const moment of script.moments) {
    now = instantOf(moment, life, now, pastBy);
    const step = take(life, now, asRouted(commandOf(moment, life, now), directory(script)));
    life = step.life;
    played.push(step);
  }
  return played;
}

/** Routing finds nobody who is not active, and no queue that is gone. */
function asRouted(command: HandoffCommand | undefined, people: Directory): HandoffCommand | undefined {
  if (command?.type !== 'reject' || command.route?.to === undefined || isAvailable(command.route.to, people))
    return command;
  const { route: _nobody, ...rejection } = command;
  return rejection;
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

/** The command of `moment`; of several, the one that suits the state in which the handoff is by then. */
function commandOf({ command }: Moment, life: Life, now: number): HandoffCommand | undefined {
  if (command === undefined || 'type' in command) return command && commandAt(command, now);
  const { state } = life.wait(now).state;
  const ended = state === 'completed' || state === 'disqualified' || state === 'cancelled';
  return commandAt(command[ended ? 'ended' : state], now);
}
