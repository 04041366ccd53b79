import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { catchUp, nextDue } from '#domain/handoff/deadlines.ts';
import { decide } from '#domain/handoff/decide.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import { termsOf } from '../../../support/contracts.ts';
import { CALLER } from '../../../support/handoffs.ts';
import { directory } from '../../../support/people.ts';
import { BODY } from './contract.ts';

/** A command that a handoff has carried out, and when. */
export interface Carried {
  readonly at: Instant;
  readonly command: HandoffCommand;
}

/** `timers`: whether every deadline is looked at in its own instant; else commands alone bring the handoff up to theirs. */
export interface Circumstances {
  readonly timers: boolean;
  readonly until: Instant;
}

/** What becomes of a handoff where nothing is lost, late or repeated: the rules alone, without table, stream or timers. */
export function undisturbed(
  born: { readonly state: Handoff; readonly events: readonly HandoffEvent[] },
  commands: readonly Carried[],
  { timers, until }: Circumstances,
): HandoffEvent[] {
  const terms = termsOf(BODY);
  let { state } = born;
  const events = [...born.events];
  const look = (now: Instant): void => {
    const due = catchUp(state, { terms, directory: directory(), now });
    state = due.state;
    events.push(...due.events);
  };
  const pass = (to: Instant): void => {
    for (let due = timers ? nextDue(state) : undefined; due !== undefined && due <= to; due = nextDue(state)) look(due);
    look(to);
  };
  for (const { at, command } of commands) {
    pass(at);
    const facts = decide(state, command, { terms, directory: directory(), now: at, actor: CALLER });
    const done = applyFacts(state.id, state, facts);
    state = done.state;
    events.push(...done.events);
  }
  pass(until);
  return events;
}
