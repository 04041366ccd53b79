import { type Database, endOfPrefix, type Row } from '../eventbridge/database.ts';
import type { ScheduleRequest } from './requests.ts';

/** A schedule as stored: what its owner asked for, and when it fires. Instants are epoch milliseconds. */
export interface StoredSchedule {
  readonly request: ScheduleRequest;
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Changes with every update, so that a firing knows whether the schedule is still the one it fired for. */
  readonly revision: string;
  /** The instant that the expression names next; undefined when the schedule is complete or disabled. */
  readonly scheduledAt: number | undefined;
  /** When that fires: later by what the flexible window and the precision allow. */
  readonly fireAt: number | undefined;
}

export interface StoredGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly clientToken: string | undefined;
}

export class ScheduleStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(group: string, name: string): StoredSchedule | undefined {
    const row = this.#database.get('SELECT * FROM schedules WHERE group_name = ? AND name = ?', group, name);
    return row && toSchedule(row);
  }

  put(schedule: StoredSchedule): void {
    const { request, createdAt, modifiedAt, revision, scheduledAt, fireAt } = schedule;
    this.#database.run(
      `INSERT OR REPLACE INTO schedules (group_name, name, document, revision, scheduled_at, fire_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
      request.GroupName,
      request.Name,
      JSON.stringify({ request, createdAt, modifiedAt }),
      revision,
      scheduledAt ?? null,
      fireAt ?? null,
    );
  }

  delete(group: string, name: string): boolean {
    return this.#database.run('DELETE FROM schedules WHERE group_name = ? AND name = ?', group, name) > 0;
  }

  /** Schedules of one group, or of all, whose `group/name` sorts behind `after`, in that order. */
  list(
    filter: { readonly group: string | undefined; readonly prefix: string; readonly state: string | undefined },
    after: string,
    limit: number,
  ): readonly StoredSchedule[] {
    const [afterGroup = '', afterName = ''] = after.split('/', 2);
    return this.#database
      .all(
        `SELECT * FROM schedules
         WHERE (group_name, name) > (?, ?) AND group_name BETWEEN ? AND ? AND name >= ? AND name < ?
           AND (? = '' OR json_extract(document, '$.request.State') = ?)
         ORDER BY group_name, name LIMIT ?`,
        afterGroup,
        afterName,
        filter.group ?? '',
        filter.group ?? endOfPrefix(''),
        filter.prefix,
        endOfPrefix(filter.prefix),
        filter.state ?? '',
        filter.state ?? '',
        limit,
      )
      .map(toSchedule);
  }

  count(): number {
    return Number(this.#database.get('SELECT count(*) AS n FROM schedules')?.['n']);
  }

  /** Up to `limit` schedules that are due, longest due first. */
  due(now: number, limit: number): readonly StoredSchedule[] {
    return this.#database
      .all('SELECT * FROM schedules WHERE fire_at <= ? ORDER BY fire_at LIMIT ?', now, limit)
      .map(toSchedule);
  }

  nextFireAt(): number | undefined {
    const at = this.#database.get('SELECT min(fire_at) AS at FROM schedules WHERE fire_at IS NOT NULL')?.['at'];
    return typeof at === 'number' ? at : undefined;
  }

  findGroup(name: string): StoredGroup | undefined {
    const row = this.#database.get('SELECT * FROM schedule_groups WHERE name = ?', name);
    return row && toGroup(row);
  }

  insertGroup(group: StoredGroup): void {
    this.#database.run('INSERT INTO schedule_groups VALUES (?, ?)', group.name, JSON.stringify(group));
  }

  /** Deletes the group with all of its schedules. */
  deleteGroup(name: string): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM schedules WHERE group_name = ?', name);
      this.#database.run('DELETE FROM schedule_groups WHERE name = ?', name);
    });
  }

  listGroups(prefix: string, after: string, limit: number): readonly StoredGroup[] {
    return this.#database
      .all(
        'SELECT * FROM schedule_groups WHERE name > ? AND name >= ? AND name < ? ORDER BY name LIMIT ?',
        after,
        prefix,
        endOfPrefix(prefix),
        limit,
      )
      .map(toGroup);
  }

  countGroups(): number {
    return Number(this.#database.get('SELECT count(*) AS n FROM schedule_groups')?.['n']);
  }
}

function toSchedule(row: Row): StoredSchedule {
  const document = JSON.parse(String(row['document'])) as Pick<StoredSchedule, 'request' | 'createdAt' | 'modifiedAt'>; // written by put() alone
  const { scheduled_at: scheduledAt, fire_at: fireAt } = row;
  return {
    ...document,
    revision: String(row['revision']),
    scheduledAt: typeof scheduledAt === 'number' ? scheduledAt : undefined,
    fireAt: typeof fireAt === 'number' ? fireAt : undefined,
  };
}

function toGroup(row: Row): StoredGroup {
  return JSON.parse(String(row['document'])) as StoredGroup; // written by insertGroup() alone
}
