import type { ClockDefinition, ContractBody } from '#domain/contract/body.ts';
import { checkContract } from '#domain/contract/check.ts';
import { checkFallbackNamed } from '#domain/contract/check-escalation.ts';
import { DomainError, type Violation } from '#domain/problem.ts';
import type { Calendar } from '#domain/sla/calendar.ts';
import { workingTimeOf } from '../calendar/compile.ts';
import { dueAtOf, unreachable } from '../calendar/due-at.ts';
import type { CallContext } from '../context.ts';
import { checkReferences } from './references.ts';

/** Refuses a body that could not be published for reasons of its own, with every cause. */
export async function requireSound(body: ContractBody): Promise<void> {
  refuse(await checkContract(body));
}

/**
 * Refuses a body that names owners, queues or calendars that are not there, whose routing leads to nobody, that has a
 * clock whose calendar does not let it fall due within years, or that is unsound.
 */
export async function requirePublishable(context: CallContext, body: ContractBody): Promise<void> {
  const calendars = await calendarsOf(context, body);
  refuse([
    ...(await checkContract(body)),
    ...checkFallbackNamed(body),
    ...(await checkReferences(context, body)),
    ...(await unknownSources(context, body)),
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

/** Targets that would not be reached in time by clocks that began now. */
async function unreachableTargets(
  { now }: CallContext,
  { clocks }: ContractBody,
  calendars: readonly Calendar[],
): Promise<Violation[]> {
  const workingTimes = new Map(
    await Promise.all(calendars.map(async (calendar) => [calendar.id, await workingTimeOf(calendar)] as const)),
  );
  return clocks.flatMap((clock, index) => {
    const workingTime = clock.calendarId === undefined ? undefined : workingTimes.get(clock.calendarId);
    if (workingTime === undefined) return [];
    const missed = targetsOf(clock, `/clocks/${index}`).filter(
      ({ target }) => dueAtOf(workingTime, now, target) === undefined,
    );
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

/** Contracts whose packets are to be carried over, and that are not there. */
async function unknownSources(
  { stores }: CallContext,
  { packet: { inherit = [] } }: ContractBody,
): Promise<Violation[]> {
  const ids = inherit.flatMap(({ from }) => from?.contractId ?? []);
  const known = new Set((await stores.contracts.getMany(ids, { consistent: true })).map(({ id }) => id));
  return inherit.flatMap(({ from }, index) => {
    if (from?.contractId === undefined || known.has(from.contractId)) return [];
    const pointer = `/packet/inherit/${index}/from/contractId`;
    return [{ pointer, code: 'unknown_contract', message: `There is no contract ${from.contractId}.` }];
  });
}

function unknownCalendars({ clocks }: ContractBody, calendars: readonly Calendar[]): Violation[] {
  return clocks.flatMap(({ calendarId }, index) => {
    if (calendarId === undefined || calendars.some(({ id }) => id === calendarId)) return [];
    const message = `There is no calendar ${calendarId}.`;
    return [{ pointer: `/clocks/${index}/calendarId`, code: 'unknown_calendar', message }];
  });
}
