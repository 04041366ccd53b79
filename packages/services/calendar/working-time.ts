import { BoundedMap } from '#domain/bounded-map.ts';
import type { Calendar } from '#domain/sla/calendar.ts';
import type { WorkingTime } from '#domain/sla/working-time.ts';
import type { TenantContext } from '../context.ts';
import { workingTimeOf } from './compile.ts';

/** How many calendar versions a process keeps compiled. */
const CAPACITY = 200;

/**
 * Calendar versions are immutable, so what was read and compiled once holds for as long as the process lives. The least
 * recently used is dropped first. Entries are found by tenant and mode: nothing is shared between tenants.
 */
export class WorkingTimes {
  readonly #entries = new BoundedMap<WorkingTime>(CAPACITY);

  /** The arithmetic of a version that a clock is pinned to. That it is not there is damaged data. */
  async pinned(context: TenantContext, calendarId: string, version: number): Promise<WorkingTime> {
    const found = this.#entries.get(keyOf(context, { id: calendarId, version }));
    if (found !== undefined) return found;
    const calendar = await context.stores.calendarVersions.get(calendarId, version);
    if (calendar === undefined) throw new Error(`calendar ${calendarId} has lost its version ${version}`);
    return this.#keep(context, calendar);
  }

  /**
   * The version of each calendar that is in force: as it was at most a second ago, and the last one of a calendar that was
   * deleted. What is read is kept, so that `pinned` need not read it again. A calendar that never was is damaged data.
   */
  async inForce(context: TenantContext, calendarIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const ids = [...new Set(calendarIds)];
    const present = await context.stores.calendars.getRecent(ids);
    const gone = ids.filter((id) => !present.some((calendar) => calendar.id === id));
    const last = await Promise.all(gone.map((id) => lastVersion(context, id)));
    const calendars = [...present, ...last];
    await Promise.all(calendars.map((calendar) => this.#warm(context, calendar)));
    return new Map(calendars.map(({ id, version }) => [id, version]));
  }

  async #warm(context: TenantContext, calendar: Calendar): Promise<void> {
    if (this.#entries.get(keyOf(context, calendar)) === undefined) await this.#keep(context, calendar);
  }

  async #keep(context: TenantContext, calendar: Calendar): Promise<WorkingTime> {
    const workingTime = await workingTimeOf(calendar);
    this.#entries.set(keyOf(context, calendar), workingTime);
    return workingTime;
  }
}

async function lastVersion({ stores }: TenantContext, calendarId: string): Promise<Calendar> {
  const calendar = await stores.calendarVersions.latest(calendarId);
  if (calendar === undefined) throw new Error(`calendar ${calendarId} has lost its versions`);
  return calendar;
}

function keyOf({ tenantId, mode }: TenantContext, { id, version }: Pick<Calendar, 'id' | 'version'>): string {
  return `${tenantId} ${mode} ${id} ${version}`;
}
