import type { Handoff } from '#domain/handoff/state.ts';
import { epochOf, type Instant, instantFromEpoch } from '#domain/instant.ts';
import { type Contribution, contributionsOf } from '#domain/metrics/contributions.ts';
import { dayOf } from '#domain/metrics/day.ts';
import { amountOf, type FigureRef } from '#domain/metrics/figure-ref.ts';
import type { Generation } from '#domain/metrics/generation.ts';
import type { TenantContext } from '../context.ts';
import { eventsUpTo } from '../handoff/history.ts';
import { FIRST_ID, firstIdAt } from '../handoff/id-range.ts';
import { inBatches } from '../in-batches.ts';
import { decodeCursor, encodeCursor, foreignCursor, type Page, type PageRequest } from '../page.ts';
import { type Candidates, candidatesFor } from './candidates.ts';
import { factsFor } from './facts.ts';
import { stagesOf } from './group-key.ts';
import type { DayRange } from './read-cells.ts';

/** Whose part of a figure: all that is said has to hold. */
export interface FigureSelection {
  readonly contractId?: string | undefined;
  readonly version?: number | undefined;
  readonly fromStage?: string | undefined;
  readonly toStage?: string | undefined;
  readonly ownerId?: string | undefined;
  readonly queueId?: string | undefined;
}

export interface BehindQuery extends DayRange, FigureSelection {
  readonly figure: FigureRef;
  /** Whose the days are; left out: those of the figures. */
  readonly timeZone?: string | undefined;
}

/** A handoff that a figure is made of. */
export interface Behind {
  readonly handoffId: string;
  readonly contractId: string;
  /** How much of the figure: how many, or how many seconds. */
  readonly amount: number;
  /** The moments at which it counts. */
  readonly moments: readonly Moment[];
}

export interface Moment {
  readonly at: Instant;
  readonly amount: number;
  readonly contractVersion: number;
}

/** How many handoffs one page looks at, and of how many it reads the history. */
const MAX_SEEN = 300;
const MAX_READ = 120;
/** How many are listed at a time, and histories read beside each other. */
const CHUNK = 50;
const WIDTH = 10;
const DAY_MS = 24 * 3_600_000;

/**
 * The handoffs behind a figure of `generation`, contract by contract and in each the newest first. It is found in their
 * events, by the rules by which it was counted, so all pages together add up to it. What one page costs is bounded: it may
 * be short, or empty, and still have a next one.
 *
 * @throws DomainError `validation_failed` for a cursor that is of none of these lists
 */
export async function listBehind(
  context: TenantContext,
  generation: Generation,
  query: BehindQuery,
  { limit, cursor }: PageRequest,
): Promise<Page<Behind>> {
  const start = cursor === undefined ? undefined : positionOf(decodeCursor(cursor));
  const candidates = await candidatesFor(context, generation, query);
  const walk = new Walk(context, generation, query, limit);
  const contracts = candidates.contractIds.filter((id) => start === undefined || id >= start.contractId);
  for (const contractId of contracts) {
    const above = contractId === start?.contractId ? start.handoffId : undefined;
    const stopped = await walk.through(contractId, above, candidates);
    if (stopped !== undefined) return { data: walk.found, nextCursor: encodeCursor(`${contractId} ${stopped}`) };
  }
  return { data: walk.found, nextCursor: null };
}

const POSITION = /^(ctr_[0-9A-Z]{26}) (hnd_[0-9A-Z]{26})$/;

function positionOf(text: string): { readonly contractId: string; readonly handoffId: string } {
  const [, contractId, handoffId] = POSITION.exec(text) ?? [];
  if (contractId === undefined || handoffId === undefined) throw foreignCursor();
  return { contractId, handoffId };
}

class Walk {
  readonly found: Behind[] = [];
  readonly #context: TenantContext;
  readonly #timeZone: string;
  readonly #query: BehindQuery;
  readonly #limit: number;
  #seen = 0;
  #read = 0;

  constructor(context: TenantContext, { timeZone }: Generation, query: BehindQuery, limit: number) {
    this.#context = context;
    this.#timeZone = query.timeZone ?? timeZone;
    this.#query = query;
    this.#limit = limit;
  }

  /** Looks through a contract below the handoff `above`. Answers the last that it looked at where it had to stop. */
  async through(contractId: string, above: string | undefined, candidates: Candidates): Promise<string | undefined> {
    let last = above;
    for (;;) {
      const ids = await this.#idsBelow(contractId, last);
      if (ids.length === 0) return undefined;
      for (let start = 0; start < ids.length; start += WIDTH) {
        last = await this.#take(ids.slice(start, start + WIDTH), candidates);
        if (this.#isFull()) return last;
      }
    }
  }

  #isFull(): boolean {
    return this.found.length >= this.#limit || this.#seen >= MAX_SEEN || this.#read >= MAX_READ;
  }

  /** Takes from these handoffs, of which there are some, what is behind the figure, as many as there is room for. */
  async #take(ids: readonly string[], candidates: Candidates): Promise<string | undefined> {
    const behind = await this.#look(ids, candidates);
    for (const [index, id] of ids.entries()) {
      const one = behind[index];
      if (one !== undefined) this.found.push(one);
      if (this.found.length === this.#limit) return id;
    }
    return ids.at(-1);
  }

  /** Newest first; none that was born after the last of the days can count on any of them. */
  async #idsBelow(contractId: string, above: string | undefined): Promise<readonly string[]> {
    const end = firstIdAt(instantFromEpoch(Date.parse(this.#query.to) + 3 * DAY_MS));
    const high = above === undefined || above > end ? end : above;
    const range = { low: FIRST_ID, high, descending: true, limit: CHUNK + 1 };
    const ids = await this.#context.stores.handoffs.list({ by: 'contract', contractId }, range);
    return ids.filter((id) => id !== above).slice(0, CHUNK);
  }

  /** What is behind the figure of these handoffs, one beside the other. */
  async #look(ids: readonly string[], candidates: Candidates): Promise<readonly (Behind | undefined)[]> {
    this.#seen += ids.length;
    const states = new Map((await this.#context.stores.handoffs.getMany(ids)).map((state) => [state.id, state]));
    return inBatches(ids, WIDTH, async (id) => {
      const state = states.get(id);
      // nothing counts after the last thing that was noticed; zones are at most a day apart
      const lastMs = state === undefined ? 0 : epochOf(state.updatedAt);
      if (state === undefined || lastMs < Date.parse(this.#query.from) - DAY_MS) return undefined;
      this.#read += 1;
      return this.#behind(state, candidates);
    });
  }

  async #behind(state: Handoff, candidates: Candidates): Promise<Behind | undefined> {
    const { id: handoffId, contractId } = state;
    const events = await eventsUpTo(this.#context, handoffId, state.version);
    const contributions = contributionsOf(events, await factsFor(this.#context, events));
    const moments: Moment[] = [];
    let total = 0;
    for (const contribution of contributions) {
      const amount = this.#counts(contribution) ? amountOf(this.#query.figure, contribution.counters) : 0;
      if (amount === 0) continue;
      const { at, version } = contribution;
      if (!(await this.#isBetween(contractId, version, candidates))) continue;
      total += amount;
      moments.push({ at, amount: this.#shown(amount), contractVersion: version });
    }
    if (moments.length === 0) return undefined;
    const inOrder = moments.sort((a, b) => (a.at < b.at ? -1 : 1));
    return { handoffId, contractId, amount: this.#shown(total), moments: inOrder };
  }

  #counts({ at, version, bearer }: Contribution): boolean {
    const { from, to, version: wanted, ownerId, queueId } = this.#query;
    if (wanted !== undefined && version !== wanted) return false;
    if (ownerId !== undefined && bearer.ownerId !== ownerId) return false;
    if (queueId !== undefined && bearer.queueId !== queueId) return false;
    const day = dayOf(at, this.#timeZone);
    return day >= from && day <= to;
  }

  /** Stages are asked last: they are those of a contract version, which may have to be read. */
  async #isBetween(contractId: string, version: number, { stages }: Candidates): Promise<boolean> {
    if (!stages) return true;
    const { from, to } = await stagesOf(this.#context, { contractId, version });
    const { fromStage = from, toStage = to } = this.#query;
    return from === fromStage && to === toStage;
  }

  #shown(amount: number): number {
    return this.#query.figure.of === 'time' ? amount / 1000 : amount;
  }
}
