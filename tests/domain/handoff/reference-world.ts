import type { ContractBody, EscalationStep } from '#domain/contract/body.ts';

/** What the reference model is given. All times are whole seconds after the handoff's birth. */
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
  readonly daySeconds: (calendarId: string | undefined) => number;
}

export type Receiver = { readonly ownerId: string } | { readonly queueId: string };

export interface Holder {
  readonly ownerId?: string;
  readonly queueId?: string;
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
  holder: Holder,
  recipient: EscalationStep['notify'][number],
): string | undefined {
  if (typeof recipient === 'object') return recipient.ownerId;
  if (recipient === 'owner') return holder.ownerId;
  if (recipient === 'queue') return holder.queueId;
  if (recipient === 'sender') return world.senderId;
  return holder.ownerId === undefined ? undefined : world.managerOf(holder.ownerId);
}

/** Both sides of a handoff that nobody may send back and forth any more: the people, and whom they report to. */
export function bothSides(world: World, holder: Holder): readonly string[] {
  const people = [world.senderId, holder.ownerId].flatMap((id) => (id === undefined ? [] : [id, world.managerOf(id)]));
  return [...new Set(people.flatMap((id) => id ?? []))].sort();
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

/** Whom a step may give the handoff to, in the order in which they are asked. */
export function receiversOf(world: World, { reassign }: EscalationStep): Receiver[] {
  if (reassign === undefined) return [];
  const { fallback } = world.body.routing;
  return [reassign.to === 'fallback' ? fallback : reassign.to, fallback].filter((to) => canReceive(world, to));
}

/** Whether somebody, or some queue, can be told anything. */
export function isThere(world: World, id: string): boolean {
  return id.startsWith('que_') ? world.membersOf(id) !== undefined : world.active(id);
}
