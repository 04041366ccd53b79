import * as z from 'zod';
import { once } from '#domain/once.ts';
import type { Action } from '#domain/review/action.ts';
import type { Month } from '#domain/review/month.ts';
import type { Review } from '#domain/review/review.ts';
import { readDocument } from './document.ts';
import { pack } from './packed.ts';
import type { ItemKey, TenantTable, Write } from './tenant-table.ts';

const REVIEWS = 'reviews';
const ACTIONS = 'review-actions';
const SCHEDULES = 'review-schedules';

/** Every request has this store and few read by it: what a review is made of is loaded by those. */
const reading = () => import('./read-review.ts');

const scheduleSchema = once(() => z.strictObject({ timeZone: z.string() }));

/** The reviews of a tenant that are frozen, what was decided in them, and by which time zone the next one is called. */
export class ReviewStore {
  readonly #table: TenantTable;

  constructor(table: TenantTable) {
    this.#table = table;
  }

  async get(month: Month): Promise<Review | undefined> {
    const item = await this.#table.get({ partition: REVIEWS, sort: month });
    return item && (await reading()).readReview(item);
  }

  /** The latest first. */
  async list({ limit, after }: { limit: number; after?: string }): Promise<{ data: Review[]; next?: string }> {
    const range = { limit, descending: true, consistent: true, ...(after === undefined ? {} : { after }) };
    const { items, next } = await this.#table.query(REVIEWS, range);
    const { readReview } = await reading();
    return { data: items.map(readReview), ...(next === undefined ? {} : { next }) };
  }

  /** Keeps the review of a month that has none, together with `beside`. `false`: it has one. */
  async freeze(review: Review, beside: readonly Write[]): Promise<boolean> {
    const put = { partition: REVIEWS, sort: review.month };
    const attributes = { version: 1, ...pack(JSON.stringify(review)) };
    return this.#table.transact([{ put, attributes, ifVersion: 0 }, ...beside]);
  }

  async getAction(month: Month, id: string): Promise<Action | undefined> {
    const item = await this.#table.get(actionKey(month, id));
    return item && (await reading()).readAction(item);
  }

  /** Those of a month, in the order in which they were decided; the most that there can be is `most`. */
  async actions(month: Month, most: number): Promise<Action[]> {
    const range = { prefix: `${month}#`, limit: most, consistent: true };
    const { items } = await this.#table.query(ACTIONS, range);
    return items.map((await reading()).readAction);
  }

  /** Those of the months before, the latest first, `most` of them. */
  async actionsBefore(month: Month, most: number): Promise<Action[]> {
    const { readAction } = await reading();
    const between = { low: '0', high: `${month}#` };
    const actions: Action[] = [];
    let after: string | undefined;
    do {
      const range = { between, limit: most - actions.length, descending: true, consistent: true };
      const { items, next } = await this.#table.query(ACTIONS, after === undefined ? range : { ...range, after });
      actions.push(...items.map(readAction));
      after = next;
    } while (after !== undefined && actions.length < most);
    return actions;
  }

  /** Keeps a new action while fewer than `most` of its month are there. `full`: there are so many. */
  async createAction(
    action: Action,
    most: number,
    beside: readonly Write[],
  ): Promise<'created' | 'full' | 'contended'> {
    const count: Write = { count: countKey(action.month), by: 1, below: most };
    const outcome = await this.#table.attempt([savingAction(action), count, ...beside]);
    if (outcome.written) return 'created';
    return outcome.refused.includes(1) ? 'full' : 'contended';
  }

  /** Keeps an action whose stored version is the one before. `false`: it is another. */
  async saveAction(action: Action, beside: readonly Write[]): Promise<boolean> {
    return this.#table.transact([savingAction(action), ...beside]);
  }

  /** The time zone by which the tenant's schedule fires; undefined: it has none yet. */
  async scheduledIn(): Promise<string | undefined> {
    const item = await this.#table.get(scheduleKey(), { consistent: false });
    return item && readDocument('schedule of reviews', scheduleSchema(), item).timeZone;
  }

  async noteSchedule(timeZone: string): Promise<void> {
    await this.#table.put(scheduleKey(), { doc: JSON.stringify({ timeZone }) });
  }
}

function savingAction(action: Action): Write {
  return {
    put: actionKey(action.month, action.id),
    attributes: { version: action.version, doc: JSON.stringify(action) },
    ifVersion: action.version - 1,
  };
}

function actionKey(month: Month, id: string): ItemKey {
  return { partition: ACTIONS, sort: `${month}#${id}` };
}

function countKey(month: Month): ItemKey {
  return { partition: 'counts', sort: `${ACTIONS}#${month}` };
}

function scheduleKey(): ItemKey {
  return { partition: SCHEDULES, sort: 'schedule' };
}
