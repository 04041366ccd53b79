import type { Actor } from '#domain/actor.ts';
import type { Assignee, ContractBody } from '#domain/contract/body.ts';
import type {
  AcceptCommand,
  CancelCommand,
  CompleteCommand,
  HandoffCommand,
  ReassignCommand,
  RejectCommand,
  ResubmitCommand,
  SubmitCommand,
} from '#domain/handoff/commands.ts';
import { catchUp } from '#domain/handoff/deadlines.ts';
import { decide, decideSubmission } from '#domain/handoff/decide.ts';
import type { HandoffEvent, HandoffFact } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Clock, Handoff } from '#domain/handoff/state.ts';
import type { Circumstances, Directory, Terms } from '#domain/handoff/terms.ts';
import type { Instant } from '#domain/instant.ts';
import type { Route } from '#domain/routing/route.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { termsOf } from './contracts.ts';
import { instantAt } from './instants.ts';
import { ANA, directory as everybody } from './people.ts';

export const CALLER: Actor = { type: 'api_key', id: 'key_1' };

export interface Submission {
  readonly body: ContractBody;
  readonly calendars?: Readonly<Record<string, WorkingTime>>;
  readonly directory?: Directory;
  readonly to?: Route['to'];
  /** Seconds after `BIRTH` at which it is submitted after all; 0 if left out. */
  readonly at?: number;
  readonly command?: Partial<SubmitCommand>;
}

/** The life of one handoff as the services lead it: each command first brings the handoff up to its instant. */
export interface Life {
  readonly terms: Terms;
  readonly state: Handoff;
  readonly events: readonly HandoffEvent[];
  /** Brings it up to `seconds` after its birth and carries out `command`; a refusal throws and leaves no trace of it. */
  command(seconds: number, command: HandoffCommand): Life;
  /** Brings it up to `seconds` after its birth, as a timer does. */
  wait(seconds: number): Life;
  /** Its one clock of that name, or the last of several. */
  clock(name: string): Clock;
  /** The facts of one type, in order. */
  facts<T extends HandoffFact['type']>(type: T): Extract<HandoffEvent, { type: T }>[];
}

/** Submits a handoff at its birth: to Ana, unless `to` says otherwise. */
export function submit({ body, calendars, directory = everybody(), command, at = 0, ...rest }: Submission): Life {
  const terms = termsOf(body, calendars);
  const to = 'to' in rest ? rest.to : { ownerId: ANA };
  const reason = to === undefined ? ('unrouted' as const) : ('fallback' as const);
  const route = { to, reason };
  const subject = { type: 'account', id: 'acme-42' };
  const submission: SubmitCommand = {
    type: 'submit',
    handoffId: 'hnd_1',
    subject,
    priority: 'normal',
    route,
    calendars: {},
    ...command,
  };
  const facts = decideSubmission(submission, { terms, directory, now: instantAt(at), actor: CALLER });
  const { state, events } = applyFacts(submission.handoffId, undefined, facts);
  if (state === undefined) throw new Error('a submission gave birth to nothing');
  return life(state, events, (now) => ({ terms, directory, now, actor: CALLER }));
}

function life(state: Handoff, events: readonly HandoffEvent[], at: (now: Instant) => Circumstances): Life {
  const upTo = (seconds: number) => {
    const due = catchUp(state, at(instantAt(seconds)));
    return { state: due.state, events: [...events, ...due.events] };
  };
  return {
    terms: at(instantAt(0)).terms,
    state,
    events,
    command: (seconds, command) => {
      const present = upTo(seconds);
      const done = applyFacts(state.id, present.state, decide(present.state, command, at(instantAt(seconds))));
      return life(done.state, [...present.events, ...done.events], at);
    },
    wait: (seconds) => {
      const present = upTo(seconds);
      return life(present.state, present.events, at);
    },
    clock: (name) => {
      const clock = state.clocks.findLast((candidate) => candidate.name === name);
      if (clock === undefined) throw new Error(`the handoff has no clock ${name}`);
      return clock;
    },
    facts: <T extends HandoffFact['type']>(type: T) =>
      events.filter((event): event is Extract<HandoffEvent, { type: T }> => event.type === type),
  };
}

/** When the clock falls due, or fell due at the last; undefined for one that stands still or was stopped so. */
export function dueAtOf(clock: Clock): Instant | undefined {
  return 'dueAt' in clock ? clock.dueAt : undefined;
}

export const ACCEPT: AcceptCommand = { type: 'accept' };
export const COMPLETE: CompleteCommand = { type: 'complete', outcome: {} };
export const CANCEL: CancelCommand = { type: 'cancel', reason: 'The customer left' };
/** A rejection by the reasons of `REJECTION_REASONS`; that of a wrong owner, with nobody in their place. */
export const REJECT: RejectCommand = { type: 'reject', reason: 'missing_goals', criteria: [], fields: ['/goals'] };
export const MISROUTED: RejectCommand = { type: 'reject', reason: 'wrong_team', criteria: [], fields: [] };
/** The same, where routing finds `to` instead. */
export function misroutedTo(to: Assignee): RejectCommand {
  return { ...MISROUTED, route: { to, reason: 'fallback' } };
}
/** The next attempt, to Ana again, with what was cited put right. */
export const RESUBMIT: ResubmitCommand = {
  type: 'resubmit',
  changed: ['/goals'],
  route: { to: { ownerId: ANA }, reason: 'fallback' },
};

/** To somebody else, on request. */
export function reassignTo(to: ReassignCommand['to'], misroute = false): ReassignCommand {
  return { type: 'reassign', to, reason: 'On leave', misroute };
}
