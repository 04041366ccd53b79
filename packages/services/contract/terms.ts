import { BoundedMap } from '#domain/bounded-map.ts';
import type { ContractVersion } from '#domain/contract/contract.ts';
import { CONDITIONS_FORMAT, type CompiledCriteria, type Conditions } from '#domain/contract/criteria.ts';
import type { CalendarPins } from '#domain/handoff/parts.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Terms } from '#domain/handoff/terms.ts';
import { AROUND_THE_CLOCK, type WorkingTime } from '#domain/sla/working-time.ts';
import { WorkingTimes } from '../calendar/working-time.ts';
import type { TenantContext } from '../context.ts';

/** A published contract version, ready to be applied. */
export interface CompiledTerms {
  readonly terms: Terms;
  readonly entryCriteria: CompiledCriteria;
  readonly exitCriteria: CompiledCriteria;
  readonly rules: Conditions['rules'];
}

/** Which terms a handoff goes by: of its contract, a version, and of each calendar. */
export type TermsRef = Pick<Handoff, 'contractId' | 'contractVersion' | 'calendars'>;

type CompiledVersion = Omit<CompiledTerms, 'terms'> & { readonly terms: Omit<Terms, 'workingTime'> };

/** How many contract versions a process keeps compiled. */
const CAPACITY = 500;

/**
 * Contract and calendar versions are immutable, so what was read and compiled once holds for as long as the process lives.
 * The least recently used is dropped first. Entries are found by tenant and mode: nothing is shared between tenants.
 */
export class TermsCache {
  readonly #versions = new BoundedMap<CompiledVersion>(CAPACITY);
  readonly #workingTimes = new WorkingTimes();

  /** The terms of a handoff. A version that it names and that is not there is damaged data. */
  async get(context: TenantContext, { contractId, contractVersion, calendars = {} }: TermsRef): Promise<CompiledTerms> {
    const version = await this.#version(context, contractId, contractVersion);
    const pins = Object.entries(calendars);
    if (pins.length === 0) return withCalendars(version, new Map());
    const times = await Promise.all(
      pins.map(async ([id, pin]) => [id, await this.#workingTimes.pinned(context, id, pin)] as const),
    );
    return withCalendars(version, new Map(times));
  }

  /**
   * The versions of its clocks' calendars that a handoff goes by from now on: those that it has already in `pinned`, and
   * of the others the ones in force.
   */
  async pinCalendars(
    context: TenantContext,
    { contractId, contractVersion }: TermsRef,
    pinned: CalendarPins = {},
  ): Promise<CalendarPins> {
    const { terms } = await this.#version(context, contractId, contractVersion);
    const ids = [...new Set(terms.body.clocks.flatMap(({ calendarId }) => calendarId ?? []))];
    const fresh = ids.filter((id) => pinned[id] === undefined);
    const inForce = fresh.length === 0 ? new Map<string, number>() : await this.#workingTimes.inForce(context, fresh);
    const pins = ids.flatMap((id) => {
      const pin = pinned[id] ?? inForce.get(id);
      return pin === undefined ? [] : [[id, pin] as const];
    });
    return Object.fromEntries(pins);
  }

  /** A body that need not be published, compiled on the spot, with the calendars that are in force. */
  async ofBody(
    context: TenantContext,
    { contractId, contractVersion, body }: Omit<Terms, 'workingTime'>,
  ): Promise<{ readonly compiled: CompiledTerms; readonly calendars: CalendarPins }> {
    const calendars = await this.calendarsInForce(
      context,
      body.clocks.flatMap(({ calendarId }) => calendarId ?? []),
    );
    const pins = Object.entries(calendars);
    const times = await Promise.all(
      pins.map(async ([id, pin]) => [id, await this.pinnedCalendar(context, id, pin)] as const),
    );
    const { entry, exit, rules } = await conditionsOf({ body });
    const version = { terms: { contractId, contractVersion, body }, entryCriteria: entry, exitCriteria: exit, rules };
    return { compiled: withCalendars(version, new Map(times)), calendars };
  }

  /** The version of each calendar that is in force. */
  async calendarsInForce(context: TenantContext, calendarIds: readonly string[]): Promise<CalendarPins> {
    if (calendarIds.length === 0) return {};
    return Object.fromEntries(await this.#workingTimes.inForce(context, calendarIds));
  }

  /** The arithmetic of one version of a calendar. */
  async pinnedCalendar(context: TenantContext, calendarId: string, version: number): Promise<WorkingTime> {
    return this.#workingTimes.pinned(context, calendarId, version);
  }

  async #version(context: TenantContext, contractId: string, contractVersion: number): Promise<CompiledVersion> {
    const key = `${context.tenantId} ${context.mode} ${contractId} ${contractVersion}`;
    const found = this.#versions.get(key) ?? (await load(context, contractId, contractVersion));
    this.#versions.set(key, found);
    return found;
  }
}

function withCalendars(version: CompiledVersion, times: ReadonlyMap<string, WorkingTime>): CompiledTerms {
  return {
    ...version,
    terms: {
      ...version.terms,
      workingTime: (calendarId) => {
        if (calendarId === undefined) return AROUND_THE_CLOCK;
        const time = times.get(calendarId);
        if (time === undefined) throw new Error(`a clock goes by the calendar ${calendarId}, which is not pinned`);
        return time;
      },
    },
  };
}

async function load({ stores }: TenantContext, contractId: string, contractVersion: number): Promise<CompiledVersion> {
  const version = await stores.contractBodies.getVersion(contractId, contractVersion);
  if (version === undefined) throw new Error(`contract ${contractId} has lost its version ${contractVersion}`);
  const { body } = version;
  const { entry, exit, rules } = await conditionsOf(version);
  return { terms: { contractId, contractVersion, body }, entryCriteria: entry, exitCriteria: exit, rules };
}

/** As they were compiled at publication. The compiler is loaded only for what was stored without, or by older code. */
async function conditionsOf({ conditions, body }: Pick<ContractVersion, 'conditions' | 'body'>): Promise<Conditions> {
  if (conditions?.format === CONDITIONS_FORMAT) return conditions;
  const { compileConditions } = await import('#domain/contract/compile.ts');
  return compileConditions(body);
}
