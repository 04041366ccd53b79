import type { ContractBody, EscalationStep } from '#domain/contract/body.ts';

/** What the reference model is given, and what it remembers. All times are whole seconds after the handoff's birth. */

export interface World {
  readonly body: ContractBody;
  readonly to: Receiver | undefined;
  readonly active: (ownerId: string) => boolean;
  /** Undefined for a queue that is gone. */
  readonly membersOf: (queueId: string) => readonly string[] | undefined;
  readonly managerOf: (ownerId: string) => string | undefined;
  readonly senderId: string | undefined;
  /** Whether the calendar is open in the second that begins so many seconds after birth. */
  readonly isOpen: (calendarId: string | undefined, second: number) => boolean;
  /** Length of a business day in seconds. */
  readonly daySeconds: number;
}

export type Receiver = { ownerId: string } | { queueId: string };

export interface ClockRun {
  readonly name: string;
  readonly startedAt: number;
  readonly due: number;
  breachedAt?: number;
  stoppedAt?: number;
  outcome: 'running' | 'met' | 'breached_open' | 'breached_closed' | 'cancelled';
  elapsed: number;
  warned: number[];
}

export interface Fired {
  readonly clock: string;
  readonly step: string;
  readonly repetition: number;
  readonly at: number;
  readonly told: readonly string[];
  readonly movedTo: Receiver | undefined;
  readonly priority: string;
}

/** A planned step, which fires once it has counted up to `need`. */
export interface Counter {
  readonly run: ClockRun;
  readonly step: EscalationStep;
  readonly repetition: number;
  readonly need: number;
  /** Counts open seconds of the clock's calendar only. */
  readonly working: boolean;
  counted: number;
}

export type Definition = ContractBody['clocks'][number];

/** Reads the durations of random contracts, which are in seconds. */
export function seconds(duration: string): number {
  const match = /^PT(\d+)S$/.exec(duration);
  if (match === null) throw new Error(`the reference model reads seconds only, not ${duration}`);
  return Number(match[1]);
}

/** Whether `step` counts working time only. */
export function waitsForHours({ at }: EscalationStep): boolean {
  return 'afterBreach' in at && at.working === true;
}

/** The second at which a clock that starts at `start` falls due, found by counting. */
export function dueSecond(world: World, { target, calendarId }: Definition, start: number): number {
  if (typeof target !== 'string') return start + target.businessDays * world.daySeconds;
  let due = start;
  for (let open = 0; open < seconds(target); due += 1) if (world.isOpen(calendarId, due)) open += 1;
  return due;
}

/** Whole open seconds that `fraction` of a run's target comes to. */
export function share(
  world: World,
  { calendarId }: Definition,
  { startedAt, due }: ClockRun,
  fraction: number,
): number {
  let whole = 0;
  for (let second = startedAt; second < due; second += 1) if (world.isOpen(calendarId, second)) whole += 1;
  return Math.floor(whole * fraction);
}

export function definitionOf({ body }: World, name: string): Definition {
  const definition = body.clocks.find((clock) => clock.name === name);
  if (definition === undefined) throw new Error(`no clock ${name}`);
  return definition;
}

/** The class of a rejection, or nothing if it must be refused. */
export function rejectionClass(
  body: ContractBody,
  code: string,
  criteria: readonly string[],
  fields: readonly string[],
): string | undefined {
  const reason = body.rejectionReasons.find((each) => each.code === code);
  if (criteria.some((id) => !body.entryCriteria.some((criterion) => criterion.id === id))) return undefined;
  const cited = criteria.length > 0 || fields.length > 0;
  return cited || reason?.class === 'procedural' ? reason?.class : undefined;
}

/** Whom a recipient of an escalation step is, while `holder` has the handoff. */
export function addressOf(
  world: World,
  holder: { readonly ownerId?: string; readonly queueId?: string },
  recipient: EscalationStep['notify'][number],
): string | undefined {
  if (typeof recipient === 'object') return recipient.ownerId;
  if (recipient === 'owner') return holder.ownerId;
  if (recipient === 'queue') return holder.queueId;
  if (recipient === 'sender') return world.senderId;
  return holder.ownerId === undefined ? undefined : world.managerOf(holder.ownerId);
}

/** Whether `to` is active, or a queue that is there. */
export function canReceive(world: World, to: Receiver | undefined): to is Receiver {
  if (to === undefined) return false;
  return 'ownerId' in to ? world.active(to.ownerId) : world.membersOf(to.queueId) !== undefined;
}

/** Whether the queue lets `claimant` claim from it; none, or one that is gone, asks nothing. */
export function mayClaim(world: World, claimant: string, queueId: string | undefined): boolean {
  const members = queueId === undefined ? undefined : world.membersOf(queueId);
  return members === undefined || members.length === 0 || members.includes(claimant);
}
