import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HANDOFF_STATES, type Handoff, type HandoffState, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { HandoffSelection, IdsAfter } from '#storage/handoff-lists.ts';
import { createTenantStores } from '#storage/stores.ts';
import { memoryDynamo } from '../api/support/memory-dynamo.ts';
import { FOUR_HOURS } from '../services/support/test-system.ts';
import { submit } from '../support/handoffs.ts';

const TENANT = 'ten_00000000000000000000000001';
const FIRST = 'hnd_';
const LAST = 'hnd_~';
const BORN = submit({ body: FOUR_HOURS });

interface Move {
  readonly which: number;
  readonly to: HandoffState;
}

/** Handoffs of a tenant that change their states between the queries of a list. */
class Herd {
  readonly #table = memoryDynamo();
  readonly #stores = createTenantStores(
    { send: (command: QueryCommand) => this.#send(command) } as unknown as DynamoDBClient, // the stores use nothing else of it
    'baton',
    TENANT,
    'live',
  );
  readonly #handoffs: Handoff[] = [];
  #moving = Promise.resolve();
  /** What happens before each query; when they have come to an end, nothing does. */
  moves: Move[][] = [];
  /** What is told of all states after each move. */
  onMove: () => void = () => undefined;
  /** Of each query, how many entries it may look at. */
  readonly looks: number[] = [];

  async open(states: readonly HandoffState[]): Promise<this> {
    for (const [index, state] of states.entries()) {
      const id = `hnd_${String(index).padStart(26, '0')}`;
      const handoff = { ...BORN.state, id, state } as Handoff; // the lists do not look at what else the state demands
      expect(await this.#stores.handoffs.create(handoff, {}, eventsOf(handoff))).toBe('written');
      this.#handoffs.push(handoff);
    }
    return this;
  }

  get states(): ReadonlyMap<string, HandoffState> {
    return new Map(this.#handoffs.map(({ id, state }) => [id, state]));
  }

  /** All ids of a selection, by pages of `limit`, and how many pages that took. */
  async list(selection: HandoffSelection, { limit, descending }: Pick<IdsAfter, 'limit' | 'descending'>) {
    const ids: string[] = [];
    let pages = 0;
    let after: string | undefined;
    do {
      const range = { low: FIRST, high: LAST, limit, descending, after };
      const page = await this.#stores.handoffs.page(selection, range);
      expect(page.ids.length).toBeLessThanOrEqual(limit);
      if (page.reached !== undefined) expect(page.reached).not.toBe(after);
      ids.push(...page.ids);
      after = page.reached;
      pages += 1;
    } while (after !== undefined);
    return { ids, pages };
  }

  async countOpen(): Promise<number> {
    return this.#stores.handoffs.countOpen();
  }

  async #send(command: QueryCommand): Promise<unknown> {
    if (command instanceof QueryCommand) {
      this.looks.push(command.input.Limit ?? Number.POSITIVE_INFINITY);
      const moves = this.moves.shift() ?? [];
      this.#moving = this.#moving.then(() => this.#all(moves)); // queries may be sent beside each other
      await this.#moving;
    }
    return this.#table.send(command);
  }

  async #all(moves: readonly Move[]): Promise<void> {
    for (const move of moves) await this.#move(move);
  }

  /** What has ended stays as it is. */
  async #move({ which, to }: Move): Promise<void> {
    const index = which % this.#handoffs.length;
    const before = this.#handoffs[index];
    if (before === undefined || TERMINAL_STATES.has(before.state)) return;
    const after = { ...before, state: to, version: before.version + 1 } as Handoff;
    expect(await this.#stores.handoffs.commit(before, after, eventsOf(after))).toBe('written');
    this.#handoffs[index] = after;
    this.onMove();
  }
}

function eventsOf({ id: handoffId, version: sequence }: Handoff) {
  return BORN.events.slice(0, 1).map((event) => ({ ...event, handoffId, sequence }));
}

function isIn(selection: HandoffSelection, state: HandoffState): boolean {
  switch (selection.by) {
    case 'open':
      return !TERMINAL_STATES.has(state);
    case 'state':
      return selection.states.includes(state);
    default:
      return true;
  }
}

const selection = fc.oneof(
  { weight: 1, arbitrary: fc.constant<HandoffSelection>({ by: 'tenant' }) },
  { weight: 1, arbitrary: fc.constant<HandoffSelection>({ by: 'open' }) },
  {
    weight: 6,
    arbitrary: fc
      .subarray([...HANDOFF_STATES], { minLength: 1 })
      .map((states): HandoffSelection => ({ by: 'state', states })),
  },
);
const page = fc.record({ limit: fc.integer({ min: 1, max: 12 }), descending: fc.boolean() });
const state = fc.constantFrom(...HANDOFF_STATES);
const moves = fc.array(fc.array(fc.record({ which: fc.nat(200), to: state }), { maxLength: 6 }), { maxLength: 80 });

/** Lists while handoffs move, and says which were in the selection all the time, and which at some time. */
async function listed(
  herd: Herd,
  chosen: HandoffSelection,
  paging: { readonly limit: number; readonly descending: boolean },
) {
  const throughout = new Set(herd.states.keys());
  const ever = new Set<string>();
  herd.onMove = () => {
    for (const [id, state] of herd.states) {
      if (isIn(chosen, state)) ever.add(id);
      else throughout.delete(id);
    }
  };
  herd.onMove();
  const { ids } = await herd.list(chosen, paging);
  return { ids, throughout: [...throughout].filter((id) => !ids.includes(id)), ever };
}

describe('while handoffs change their states between the queries of a list', () => {
  test.each([
    ['few', { maxLength: 25 }, 150],
    ['more than are looked at in one query', { minLength: 60, maxLength: 140 }, 25],
  ])('every one that stays among those asked for is listed, once, in order: %s', async (_, size, numRuns) => {
    await fc.assert(
      fc.asyncProperty(fc.array(state, size), selection, page, moves, async (states, chosen, paging, all) => {
        const herd = await new Herd().open(states);
        herd.moves = [...all];
        const { ids, throughout: missed, ever } = await listed(herd, chosen, paging);
        expect(missed).toEqual([]);
        expect(ids.filter((id) => !ever.has(id))).toEqual([]);
        const inOrder = [...new Set(ids)].sort();
        expect(ids).toEqual(paging.descending ? inOrder.reverse() : inOrder);
      }),
      { numRuns },
    );
  });

  test('one that is accepted and reassigned before each query is in every list that holds both states', async () => {
    const herd = await new Herd().open(Array.from({ length: 10 }, () => 'assigned'));
    const both: HandoffSelection[] = [
      { by: 'tenant' },
      { by: 'open' },
      { by: 'state', states: ['assigned', 'accepted'] },
    ];
    for (const chosen of both) {
      herd.moves = Array.from({ length: 40 }, (__, turn) => [
        { which: turn, to: turn % 2 === 0 ? 'accepted' : 'assigned' },
        { which: turn + 3, to: turn % 2 === 0 ? 'assigned' : 'accepted' },
      ]);
      for (const limit of [1, 3, 10]) {
        expect((await herd.list(chosen, { limit, descending: true })).ids).toHaveLength(10);
      }
    }
  });

  test('one that ends between two queries of a list of both is in it', async () => {
    const herd = await new Herd().open(['accepted', 'completed']);
    herd.moves = [[], [{ which: 0, to: 'completed' }]];
    const chosen: HandoffSelection = { by: 'state', states: ['completed', 'accepted'] };
    const { ids } = await herd.list(chosen, { limit: 10, descending: false });
    expect(ids).toEqual([...herd.states.keys()]);
  });

  test('the open ones are counted, whatever they are doing', async () => {
    const herd = await new Herd().open(['pending', 'assigned', 'accepted', 'rejected', 'completed', 'cancelled']);
    herd.moves = [[{ which: 1, to: 'accepted' }], [{ which: 2, to: 'disqualified' }]];
    expect(await herd.countOpen()).toBe(4);
    expect(await herd.countOpen()).toBe(3);
  });
});

test('a few among many are found by looking at ever more entries, a bounded number of them in a page', async () => {
  const states = Array.from({ length: 600 }, (_, index): HandoffState => (index === 577 ? 'rejected' : 'assigned'));
  const herd = await new Herd().open(states);
  const { ids, pages } = await herd.list({ by: 'state', states: ['rejected'] }, { limit: 2, descending: false });
  expect({ found: ids.length, pages, looks: herd.looks }).toEqual({ found: 1, pages: 1, looks: [50, 200, 800] });
});

test('a page of what is everywhere looks at no more entries than a first look', async () => {
  const herd = await new Herd().open(Array.from({ length: 200 }, () => 'assigned'));
  const { ids, pages } = await herd.list({ by: 'state', states: ['assigned'] }, { limit: 100, descending: true });
  expect({ found: ids.length, pages, most: Math.max(...herd.looks) }).toEqual({ found: 200, pages: 2, most: 102 });
});
