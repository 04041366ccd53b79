import type { MetricsWork } from '#aws/ports.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { evolve } from '#domain/handoff/evolve.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import { nameOfCell } from '#domain/metrics/cell.ts';
import { addDays } from '#domain/metrics/day.ts';
import type { Tally, TallyEntry } from '#domain/metrics/tally.ts';
import { AROUND_THE_CLOCK } from '#domain/sla/working-time.ts';
import type { TenantContext } from '#services/context.ts';
import type { TermsCache } from '#services/contract/terms.ts';
import type { MetricsDesk } from '#services/metrics/desk.ts';
import { Listings } from '#services/metrics/listings.ts';
import { readCells } from '#services/metrics/read-cells.ts';
import { createTenantStores } from '#storage/stores.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { journaledDynamo } from '../../../api/support/journaled-dynamo.ts';
import type { Told } from '../../../domain/metrics/lives.ts';
import { TENANT } from '../../support/test-system.ts';

const KINDS = ['contract', 'owner', 'queue'] as const;

/** So many handoffs lead each life, under the same contract: what they do counts in the same cells. */
const TWINS = 2;

/**
 * A tenant over a table in memory, with a contract of its own for each of `lives`, of which only the first goes by
 * calendars, and with two handoffs that lead it; what happens to them is measured.
 */
export class MeasuredTenant {
  readonly table = journaledDynamo();
  /** What was sent and has not been received. */
  readonly messages: MetricsWork[] = [];
  readonly ids: readonly string[];
  timeZone = 'UTC';
  now: Instant = BIRTH;
  readonly #lives: readonly Told[];
  readonly #stored = new Map<number, Handoff>();
  #listings = new Listings();

  constructor(lives: readonly Told[]) {
    const twins = lives.flatMap((life) => Array.from({ length: TWINS }, () => life));
    this.#lives = twins.map(({ events, world }, index) => ({
      world,
      events: events.map((event) => renamed(event, index)),
    }));
    this.ids = twins.map((_, index) => handoffId(index));
  }

  get desk(): MetricsDesk {
    return {
      listings: this.#listings,
      timeZoneOf: async () => this.timeZone,
      queue: {
        send: async (work) => {
          this.messages.push(work);
        },
      },
    };
  }

  context(): TenantContext {
    const { client } = this.table;
    return {
      ...TENANT,
      now: this.now,
      stores: createTenantStores(client, 'baton', TENANT.tenantId, TENANT.mode),
      terms: this.#terms(),
      newId: (prefix) => `${prefix}_1`,
    };
  }

  /** A new process remembers nothing. */
  restart(): void {
    this.table.reset();
    this.#listings = new Listings();
  }

  /** The contracts that the handoffs are of, as a rebuild finds them. */
  async publish(): Promise<void> {
    for (const id of new Set([...this.ids.keys()].map(contractId))) {
      const contract = { id, version: 1, status: 'published', hasDraft: false } as const;
      const dates = { createdAt: BIRTH, updatedAt: BIRTH };
      await this.context().stores.contracts.save({ ...contract, ...dates, publishedVersion: 1 });
    }
  }

  /** Has the next `count` events of a handoff happen, in one commit. */
  async happen(index: number, count: number): Promise<void> {
    const before = this.#stored.get(index);
    const from = before?.version ?? 0;
    const fresh = this.#lives[index]?.events.slice(from, from + count) ?? [];
    const state = fresh.reduce<Handoff | undefined>(evolve, before);
    if (state === undefined || fresh.length === 0) return;
    const { handoffs } = this.context().stores;
    if (before === undefined) await handoffs.create(state, {}, fresh);
    else await handoffs.commit(before, state, fresh);
    this.#stored.set(index, state);
  }

  /** What has happened so far, handoff by handoff. */
  get told(): readonly Told[] {
    return this.#lives.map(({ events, world }, index) => ({
      world,
      events: events.slice(0, this.#stored.get(index)?.version ?? 0),
    }));
  }

  /** All that is shown, month by month. */
  async shown(): Promise<Tally> {
    const entries = new Map<string, TallyEntry>();
    for (const month of this.#months()) {
      for (const kind of KINDS) {
        const range = { from: `${month}-01`, to: `${month}-31` };
        const read = await readCells(this.context().stores.metrics, range, { kind });
        for (const entry of read?.cells ?? []) entries.set(nameOfCell(entry.cell), entry);
      }
    }
    return entries;
  }

  /** Those around all that is said in any event. */
  #months(): ReadonlySet<string> {
    const instants = this.#lives.flatMap(({ events }) =>
      events.flatMap(({ occurredAt, data }) => [occurredAt, ...('dueAt' in data ? [data.dueAt ?? occurredAt] : [])]),
    );
    return new Set(instants.flatMap((at) => [-1, 0, 1].map((days) => addDays(at.slice(0, 10), days).slice(0, 7))));
  }

  /** Contract and calendar versions as the worlds of the lives have them. */
  #terms(): TermsCache {
    const worldOf = (id: string) => this.#lives[(Number(id.slice(-26)) - 1) * TWINS]?.world;
    const terms = {
      get: async (_: unknown, ref: { contractId: string; contractVersion: number }) => ({
        terms: { body: worldOf(ref.contractId)?.bodies[ref.contractVersion - 1] },
      }),
      pinnedCalendar: async (_: unknown, calendarId: string, version: number) =>
        this.#lives[0]?.world.timeOf(calendarId, version) ?? AROUND_THE_CLOCK,
    };
    return terms as unknown as TermsCache; // measuring uses nothing else of it
  }
}

export function handoffId(index: number): string {
  return `hnd_${String(index + 1).padStart(26, '0')}`;
}

function renamed(event: HandoffEvent, index: number): HandoffEvent {
  const handoff = { ...event, handoffId: handoffId(index) };
  if (handoff.type !== 'handoff.submitted') return handoff;
  return { ...handoff, data: { ...handoff.data, contractId: contractId(index) } };
}

function contractId(index: number): string {
  return `ctr_${String(Math.floor(index / TWINS) + 1).padStart(26, '0')}`;
}
