import type { HandoffEvent } from '#domain/handoff/events.ts';
import { type ContractFacts, contractFacts, type MetricFacts } from '#domain/metrics/contract-facts.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import type { TenantContext } from '../context.ts';

/** What a handoff's figures depend on beside its events: all contract versions and hours that it has gone by. */
export async function factsFor(context: TenantContext, events: readonly HandoffEvent[]): Promise<MetricFacts> {
  const contracts = await contractsOf(context, events);
  const calendars = await hoursOf(context, events, [...contracts.values()]);
  return {
    contract: (version) => found(contracts.get(version), `contract version ${version}`),
    workingTime: ({ calendarId, version }) =>
      found(calendars.get(nameOf(calendarId, version)), `version ${version} of calendar ${calendarId}`),
  };
}

async function contractsOf(
  context: TenantContext,
  events: readonly HandoffEvent[],
): Promise<ReadonlyMap<number, ContractFacts>> {
  const [first] = events;
  if (first?.type !== 'handoff.submitted') throw new Error('a handoff’s history begins with its submission');
  const { contractId, contractVersion } = first.data;
  const moves = events.flatMap((event) => (event.type === 'handoff.migrated' ? event.data.toVersion : []));
  const versions = [...new Set([contractVersion, ...moves])];
  const facts = await Promise.all(
    versions.map(async (version) => {
      const { terms } = await context.terms.get(context, { contractId, contractVersion: version });
      return [version, contractFacts(terms.body)] as const;
    }),
  );
  return new Map(facts);
}

/** Of the calendars by whose hours time is told apart, every version that the handoff was pinned to. */
async function hoursOf(
  context: TenantContext,
  events: readonly HandoffEvent[],
  contracts: readonly ContractFacts[],
): Promise<ReadonlyMap<string, WorkingTime>> {
  const needed = new Set(
    contracts.flatMap(({ waitingCalendarId, reworkCalendarId }) => [waitingCalendarId, reworkCalendarId]),
  );
  const pins = events.flatMap(pinsOf).filter(([calendarId]) => needed.has(calendarId));
  const unique = new Map(pins.map(([calendarId, version]) => [nameOf(calendarId, version), { calendarId, version }]));
  const times = await Promise.all(
    [...unique].map(async ([name, { calendarId, version }]) => {
      return [name, await context.terms.pinnedCalendar(context, calendarId, version)] as const;
    }),
  );
  return new Map(times);
}

function pinsOf(event: HandoffEvent): [string, number][] {
  switch (event.type) {
    case 'handoff.submitted':
    case 'handoff.migrated':
      return Object.entries(event.data.calendars ?? {});
    case 'handoff.rebased':
      return [[event.data.calendarId, event.data.toVersion]];
    default:
      return [];
  }
}

function nameOf(calendarId: string, version: number): string {
  return `${calendarId} v${version}`;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} was not loaded`);
  return value;
}
