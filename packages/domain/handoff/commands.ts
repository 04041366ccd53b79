import type { Route } from '../routing/route.ts';
import type { Override, Sender, Subject } from './parts.ts';
import type { Handoff } from './state.ts';

/** The first command of a handoff: its packet is ready, or an override says why it goes through all the same. */
export interface SubmitCommand {
  readonly type: 'submit';
  readonly handoffId: string;
  readonly subject: Subject;
  readonly priority: Handoff['priority'];
  readonly sender?: Sender;
  readonly override?: Override;
  readonly route: Route;
}

/** By the assigned owner (`ownerId` may then be left out), or by whoever claims it from a queue. */
export interface AcceptCommand {
  readonly type: 'accept';
  readonly ownerId?: string;
}

/** Back to the sender, or, when it is only the wrong owner, on to `reroute`. */
export interface RejectCommand {
  readonly type: 'reject';
  readonly reason: string;
  readonly criteria: readonly string[];
  readonly fields: readonly string[];
  readonly note?: string;
}

/** Something that the contract waits for has happened: its clocks may start or stop on it. */
export interface MilestoneCommand {
  readonly type: 'milestone';
  readonly name: string;
}

/** Done: the exit criteria hold, or an override says why it is closed all the same. */
export interface CompleteCommand {
  readonly type: 'complete';
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly override?: Override;
}

export interface CancelCommand {
  readonly type: 'cancel';
  readonly reason: string;
}

/** What can be asked of a handoff that exists. */
export type HandoffCommand = AcceptCommand | RejectCommand | MilestoneCommand | CompleteCommand | CancelCommand;
