import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffCommand } from '#domain/handoff/commands.ts';
import { catchUp } from '#domain/handoff/deadlines.ts';
import { decide, decideSubmission } from '#domain/handoff/decide.ts';
import type { HandoffEvent, HandoffFact } from '#domain/handoff/events.ts';
import { applyFacts } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { type Instant, instantFromEpoch } from '#domain/instant.ts';
import { DomainError } from '#domain/problem.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import { termsOf } from '#tests/support/contracts.ts';
import { CALLER } from '#tests/support/handoffs.ts';
import { ANA, directory, MAY } from '#tests/support/people.ts';

/** Everything that a handoff can be moved to: the versions of its contract, and of each calendar, from 1. */
export interface World {
  readonly bodies: readonly ContractBody[];
  readonly calendars: Readonly<Record<string, readonly WorkingTime[]>>;
}

/** A handoff at one moment of its life. */
export interface Present {
  readonly state: Handoff;
  readonly events: readonly HandoffEvent[];
  readonly now: Instant;
}

const DIRECTORY = directory();

/** The arithmetic of a version of a calendar. */
export function timeOf({ calendars }: World, calendarId: string, version: number): WorkingTime {
  const time = calendars[calendarId]?.[version - 1];
  if (time === undefined) throw new Error(`the world has no version ${version} of ${calendarId}`);
  return time;
}

/** The terms that a handoff of this contract version goes by under `pins`. */
export function termsIn(
  world: World,
  { contractVersion, calendars = {} }: Pick<Handoff, 'contractVersion' | 'calendars'>,
): Terms {
  const body = world.bodies[contractVersion - 1];
  if (body === undefined) throw new Error(`the world has no contract version ${contractVersion}`);
  const times = Object.entries(calendars).map(([id, version]) => [id, timeOf(world, id, version)] as const);
  return { ...termsOf(body, Object.fromEntries(times)), contractVersion };
}

/** The pins of a handoff under `body`: those that it has stay, the others begin at version 1. */
export function pinsFor(body: ContractBody, pinned: Handoff['calendars'] = {}): Record<string, number> {
  const ids = body.clocks.flatMap(({ calendarId }) => calendarId ?? []);
  return Object.fromEntries(ids.map((id) => [id, pinned[id] ?? 1]));
}

/** A handoff under the first version of everything, submitted at `epochMs` and assigned to Ana. */
export function begin(world: World, epochMs: number): Present {
  const [body] = world.bodies;
  if (body === undefined) throw new Error('a world has a contract');
  const calendars = pinsFor(body);
  const terms = termsIn(world, { contractVersion: 1, calendars });
  const now = instantFromEpoch(epochMs);
  const facts = decideSubmission(
    {
      type: 'submit',
      handoffId: 'hnd_1',
      subject: { type: 'account', id: 'acme-42' },
      priority: 'normal',
      sender: { ownerId: MAY },
      route: { to: { ownerId: ANA }, reason: 'fallback' },
      calendars,
    },
    { terms, directory: DIRECTORY, now, actor: CALLER },
  );
  const { state, events } = applyFacts('hnd_1', undefined, facts);
  if (state === undefined) throw new Error('a submission gave birth to nothing');
  return { state, events, now };
}

/** As the services do it: what is due by `now` first. */
export function waitUntil(world: World, { state, events }: Present, now: Instant): Present {
  const due = catchUp(state, { terms: termsIn(world, state), directory: DIRECTORY, now });
  return { state: due.state, events: [...events, ...due.events], now };
}

/** What `command` comes to for a handoff that was brought up to its moment. @throws DomainError */
export function factsOf(world: World, { state, now }: Present, command: HandoffCommand): HandoffFact[] {
  return decide(state, command, { terms: termsIn(world, state), directory: DIRECTORY, now, actor: CALLER });
}

/** The handoff after `command`, given right now; as it was where that is refused. */
export function after(world: World, present: Present, command: HandoffCommand | undefined): Present {
  if (command === undefined) return present;
  try {
    return applied(present, factsOf(world, present, command));
  } catch (error) {
    if (error instanceof DomainError) return present;
    throw error;
  }
}

export function applied({ state, events, now }: Present, facts: readonly HandoffFact[]): Present {
  const done = applyFacts(state.id, state, facts);
  return { state: done.state, events: [...events, ...done.events], now };
}

/** To another contract version: the calendars that the handoff has stay as they are pinned. */
export function migration(world: World, { state }: Present, toVersion: number): HandoffCommand {
  const body = world.bodies[toVersion - 1];
  const calendars = body === undefined ? {} : pinsFor(body, state.calendars);
  return { type: 'migrate', to: termsIn(world, { contractVersion: toVersion, calendars }), calendars };
}

/** To another version of one calendar. */
export function rebasing(world: World, { state }: Present, calendarId: string, version: number): HandoffCommand {
  const calendars = { ...state.calendars, [calendarId]: version };
  return { type: 'rebase', calendarId, version, to: termsIn(world, { ...state, calendars }) };
}
