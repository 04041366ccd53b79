import type { Assignee, ClockTarget } from '../contract/body.ts';
import type { Instant } from '../instant.ts';
import type { InheritedField } from '../packet/inherited.ts';
import type { Direction } from '../routing/route.ts';
import type { CalendarPins, Override, Sender, Subject } from './parts.ts';
import type { Handoff } from './state.ts';
import type { Terms } from './terms.ts';

/** The first command of a handoff: its packet is ready, or an override says why it goes through all the same. */
export interface SubmitCommand {
  readonly type: 'submit';
  readonly handoffId: string;
  readonly subject: Subject;
  readonly priority: Handoff['priority'];
  readonly sender?: Sender;
  readonly override?: Override;
  readonly route: Direction;
  /** The versions of its clocks' calendars; for all its attempts. */
  readonly calendars: CalendarPins;
  /** What of its packet was carried over. */
  readonly inherited?: readonly InheritedField[];
  readonly testClockId?: string;
}

/** By the assigned owner (`ownerId` may then be left out), or by whoever claims it from a queue. */
export interface AcceptCommand {
  readonly type: 'accept';
  readonly ownerId?: string;
}

/** Back to the sender, or, when it is only the wrong owner, on to whom routing finds instead. */
export interface RejectCommand {
  readonly type: 'reject';
  readonly reason: string;
  readonly criteria: readonly string[];
  readonly fields: readonly string[];
  readonly note?: string;
  /** For a wrong owner: where it goes on to. Absent, or nobody: back to the sender. */
  readonly route?: Direction;
}

/** The sender's next attempt. `changed`: what was cited and is now different. */
export interface ResubmitCommand {
  readonly type: 'resubmit';
  readonly changed: readonly string[];
  readonly inherited?: readonly InheritedField[];
  readonly override?: Override;
  readonly route: Direction;
}

/** To somebody else. `misroute`: it had gone to the wrong one, whose time is not counted against the right one. */
export interface ReassignCommand {
  readonly type: 'reassign';
  readonly to: Assignee;
  readonly reason: string;
  readonly misroute: boolean;
  /** What routing makes of the queue that it goes to; absent: it waits there for a claim. */
  readonly route?: Direction;
}

/** Baton itself, once somebody can be given what has waited. */
export interface AssignCommand {
  readonly type: 'assign';
  readonly route: Direction & { readonly to: { readonly ownerId: string } };
}

/** Baton itself, having found nobody again. */
export interface RequeueCommand {
  readonly type: 'requeue';
  readonly queueId?: string;
  /** How it comes to wait there; absent: as before. */
  readonly routing?: Handoff['routing'];
  readonly routeAgainAt?: Instant;
}

/** Something that the contract waits for has happened: its clocks may start or stop on it. */
export interface MilestoneCommand {
  readonly type: 'milestone';
  readonly name: string;
  /** Now, if left out. */
  readonly occurredAt?: Instant;
}

/** For a reason of the contract, until it is resumed, or until `resumeBy` at the latest. */
export interface PauseCommand {
  readonly type: 'pause';
  readonly reason: string;
  readonly resumeBy: Instant;
}

export interface ResumeCommand {
  readonly type: 'resume';
}

export interface ReprioritizeCommand {
  readonly type: 'reprioritize';
  readonly priority: Handoff['priority'];
  readonly reason?: string;
}

/** Another target for one clock of this handoff alone. */
export interface RetargetCommand {
  readonly type: 'retarget';
  readonly clock: string;
  readonly target: ClockTarget;
  readonly reason?: string;
}

/** Done: the exit criteria hold, or an override says why it is closed all the same. */
export interface CompleteCommand {
  readonly type: 'complete';
  readonly outcome: Readonly<Record<string, unknown>>;
  readonly override?: Override;
}

/** It was accepted, and has turned out not to be what the receiver can go on with. */
export interface DisqualifyCommand {
  readonly type: 'disqualify';
  readonly reason: string;
}

export interface CancelCommand {
  readonly type: 'cancel';
  readonly reason: string;
}

export interface NoteCommand {
  readonly type: 'note';
  readonly text: string;
}

/** The breach of a clock is not to be held against anybody. `attempt`: the latest breached run, if left out. */
export interface ExcuseCommand {
  readonly type: 'excuse';
  readonly clock: string;
  readonly attempt?: number;
  readonly reason: string;
}

/** An escalation step is seen to. Of the one that it is about, only what is needed has to be said. */
export interface AcknowledgeCommand {
  readonly type: 'acknowledge';
  readonly clock?: string;
  readonly stepId?: string;
  /** Who sees to it. */
  readonly ownerId?: string;
  readonly note?: string;
}

/** To the terms of another version of its contract. */
export interface MigrateCommand {
  readonly type: 'migrate';
  readonly to: Terms;
  readonly calendars: CalendarPins;
}

/** To another version of a calendar, from now on. `to`: the same contract version under that calendar. */
export interface RebaseCommand {
  readonly type: 'rebase';
  readonly calendarId: string;
  readonly version: number;
  readonly to: Terms;
}

/** What can be asked of a handoff that exists. */
export type HandoffCommand =
  | AcceptCommand
  | RejectCommand
  | ResubmitCommand
  | ReassignCommand
  | AssignCommand
  | RequeueCommand
  | MilestoneCommand
  | PauseCommand
  | ResumeCommand
  | ReprioritizeCommand
  | RetargetCommand
  | CompleteCommand
  | DisqualifyCommand
  | CancelCommand
  | NoteCommand
  | ExcuseCommand
  | AcknowledgeCommand
  | MigrateCommand
  | RebaseCommand;
