import { type Calendar, calendarSchema } from '#domain/sla/calendar.ts';
import type { Item } from './attributes.ts';
import { readDocument } from './document.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const VERSION_PREFIX = 'v';

/**
 * Every version that a tenant's calendars ever had, each an item that never changes. They outlive the calendar itself:
 * clocks that run, and contracts in force, go on by them.
 */
export class CalendarVersionStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(calendarId: string, version: number): Promise<Calendar | undefined> {
    const key = versionKey(calendarId, version);
    const item = await this.#table.get(key, { consistent: false });
    // a version that was made a moment ago may not have reached every replica
    const found = item ?? (await this.#table.get(key));
    return found && read(found);
  }

  /** The newest version, whether or not the calendar is still there. Undefined: there never was one. */
  async latest(calendarId: string): Promise<Calendar | undefined> {
    const { items } = await this.#table.query(partitionOf(calendarId), {
      limit: 1,
      descending: true,
      prefix: VERSION_PREFIX,
      consistent: true,
    });
    const [item] = items;
    return item && read(item);
  }

  /** Keeps the version that `calendar` is. Goes with the write of the calendar itself. */
  keeping(calendar: Calendar): Write {
    return {
      put: versionKey(calendar.id, calendar.version),
      attributes: { doc: JSON.stringify(calendar) },
      ifVersion: 0,
    };
  }
}

function read(item: Item): Calendar {
  return readDocument('calendar version', calendarSchema(), item);
}

function partitionOf(calendarId: string): string {
  return `calendar#${calendarId}`;
}

function versionKey(calendarId: string, version: number): ItemKey {
  return {
    partition: partitionOf(calendarId),
    sort: `${VERSION_PREFIX}${String(version).padStart(6, '0')}`,
  };
}
