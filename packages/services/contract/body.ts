import type { ClockDefinition, ContractBody } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { DomainError, type Violation } from '#domain/problem.ts';
import type { Calendar } from '#domain/sla/calendar.ts';
import { workingTimeOf } from '../calendar/compile.ts';
import { reachFrom, unreachable } from '../calendar/due-at.ts';
import type { CallContext } from '../context.ts';
import { checkReferences } from './references.ts';

/** Refuses a body that could not be published for reasons of its own, with every cause. */
export async function requireSound(body: ContractBody): Promise<void> {
  refuse(await checkContract(body));
}

/**
 * Refuses a body that names owners, queues or calendars that are not there, whose routing leads to nobody, that has a
 * clock whose calendar never lets it fall due, or that is unsound.
 */
export async function requirePublishable(context: CallContext, body: ContractBody): Promise<void> {
  const calendars = await calendarsOf(context, body);
  refuse([
    ...(await checkContract(body)),
    ...(await checkReferences(context, body)),
    ...unknownCalendars(body, calendars),
    ...(await unreachableTargets(context, body, calendars)),
  ]);
}

function refuse(violations: readonly Violation[]): void {
  if (violations.length === 0) return;
  const message = `The contract has ${violations.length === 1 ? 'a mistake' : `${violations.length} mistakes`}.`;
  throw new DomainError('contract_invalid', message, { violations });
}

function calendarsOf({ stores }: CallContext, { clocks }: ContractBody): Promise<readonly Calendar[]> {
  const ids = clocks.flatMap(({ calendarId }) => calendarId ?? []);
  return stores.calendars.getMany(ids, { consistent: true });
}

/** Targets that would never be reached by clocks that began now. */
async function unreachableTargets(
  { now }: CallContext,
  { clocks }: ContractBody,
  calendars: readonly Calendar[],
): Promise<Violation[]> {
  const reaches = new Map(
    await Promise.all(
      calendars.map(async (calendar) => [calendar.id, reachFrom(await workingTimeOf(calendar), now)] as const),
    ),
  );
  return clocks.flatMap((clock, index) => {
    const isReached = clock.calendarId === undefined ? undefined : reaches.get(clock.calendarId);
    if (isReached === undefined) return [];
    const missed = targetsOf(clock, `/clocks/${index}`).filter(({ target }) => !isReached(target));
    return missed.map(({ pointer }) => unreachable(pointer));
  });
}

function targetsOf({ target, targets = {} }: ClockDefinition, at: string) {
  const special = Object.entries(targets).map(([priority, each]) => ({
    pointer: `${at}/targets/${priority}`,
    target: each,
  }));
  return [{ pointer: `${at}/target`, target }, ...special];
}

function unknownCalendars({ clocks }: ContractBody, calendars: readonly Calendar[]): Violation[] {
  return clocks.flatMap(({ calendarId }, index) => {
    if (calendarId === undefined || calendars.some(({ id }) => id === calendarId)) return [];
    const message = `There is no calendar ${calendarId}.`;
    return [{ pointer: `/clocks/${index}/calendarId`, code: 'unknown_calendar', message }];
  });
}
