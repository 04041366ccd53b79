import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { HANDOFF_STATES, type Handoff, type HandoffState, TERMINAL_STATES } from '#domain/handoff/state.ts';
import type { HandoffSelection } from '#storage/handoff-lists.ts';
import { createTenantStores, type TenantStores } from '#storage/stores.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { submit } from '../../support/handoffs.ts';
import { startTestEngine, TABLE, type TestEngine, tenantId } from './support/engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await startTestEngine();
});
afterAll(() => engine.close());

let tenants = 0;
function freshStores(): { stores: TenantStores } {
  return { stores: createTenantStores(engine.client, TABLE, tenantId(++tenants), 'live') };
}

describe('a list', () => {
  const population = fc.array(fc.constantFrom(...HANDOFF_STATES), { maxLength: 25 });
  const chosen = fc.subarray([...HANDOFF_STATES], { minLength: 1 });

  test('over any states is all of their handoffs, each once, in order, in pages of any size', async () => {
    const pages = fc.record({ limit: fc.integer({ min: 1, max: 8 }), descending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(population, chosen, pages, async (states, wanted, { limit, descending }) => {
        const { stores } = freshStores();
        const made = states.map((state, index) => ({ id: idOf(index), state }));
        await Promise.all(made.map(({ id, state }) => stores.handoffs.create(handoffIn(state, id), {}, eventsOf(id))));
        const found = await byPages(stores, { by: 'state', states: wanted }, limit, descending);
        const matching = made.filter(({ state }) => wanted.includes(state)).map(({ id }) => id);
        expect(found).toEqual(descending ? matching.reverse() : matching);
      }),
      { numRuns: 40 },
    );
  });

  test('of all, and of the open ones, is so too, and as many are counted as are open', async () => {
    await fc.assert(
      fc.asyncProperty(population, fc.integer({ min: 1, max: 8 }), async (states, limit) => {
        const { stores } = freshStores();
        const made = states.map((state, index) => ({ id: idOf(index), state }));
        await Promise.all(made.map(({ id, state }) => stores.handoffs.create(handoffIn(state, id), {}, eventsOf(id))));
        const open = made.filter(({ state }) => !TERMINAL_STATES.has(state)).map(({ id }) => id);
        expect(await byPages(stores, { by: 'tenant' }, limit, false)).toEqual(made.map(({ id }) => id));
        expect(await byPages(stores, { by: 'open' }, limit, true)).toEqual(open.toReversed());
        expect(await stores.handoffs.countOpen()).toBe(open.length);
      }),
      { numRuns: 15 },
    );
  });

  test('of a state goes on behind entries of others, as many as there are', async () => {
    const { stores } = freshStores();
    const states = Array.from(
      { length: 130 },
      (_, index): HandoffState => (index % 60 === 59 ? 'rejected' : 'assigned'),
    );
    for (const [index, state] of states.entries()) {
      await stores.handoffs.create(handoffIn(state, idOf(index)), {}, eventsOf(idOf(index)));
    }
    const rejected = { by: 'state', states: ['rejected'] } as const;
    for (const limit of [1, 2, 3]) expect(await byPages(stores, rejected, limit, false)).toEqual([idOf(59), idOf(119)]);
    expect(await byPages(stores, rejected, 1, true)).toEqual([idOf(119), idOf(59)]);
  });

  test('of a customer whose type or id holds separators and any letters is that customer’s alone', async () => {
    const { stores } = freshStores();
    const ids = ['a', 'a#b', 'a#', '#a', 'ä', '\u{1f600}', 'A', 'a ', 'state#pending'];
    const subjects = [...ids.map((id) => ({ type: 'account', id })), { type: 'account#a', id: 'b' }];
    await Promise.all(
      subjects.map((subject, index) => {
        const state: Handoff = { ...handoffIn('pending', idOf(index)), subject };
        return stores.handoffs.create(state, {}, eventsOf(idOf(index)));
      }),
    );
    const range = { low: idOf(0), high: idOf(999), limit: 100, descending: false };
    for (const [index, subject] of subjects.entries()) {
      const found = await stores.handoffs.list({ by: 'subject', subject }, range);
      expect(found, subject.id).toEqual([idOf(index)]);
    }
  });
});

/** The ids of all handoffs of a selection, by pages of `limit`. */
async function byPages(
  { handoffs }: TenantStores,
  selection: HandoffSelection,
  limit: number,
  descending: boolean,
): Promise<string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const range = { low: idOf(0), high: idOf(999), limit, descending, after };
    const { ids, reached } = await handoffs.page(selection, range);
    expect(ids.length).toBeLessThanOrEqual(limit);
    found.push(...ids);
    after = reached;
  } while (after !== undefined);
  return found;
}

function idOf(number: number): string {
  return `hnd_${String(number).padStart(26, '0')}`;
}

const BORN = submit({ body: contractBody({ clocks: [ACCEPT_CLOCK] }) });

/** A stored state of any kind; only what the indexes are made of matters. */
function handoffIn(state: Handoff['state'], id: string): Handoff {
  return { ...BORN.state, id, state } as Handoff; // the store does not look at what else the state demands
}

function eventsOf(handoffId: string): HandoffEvent[] {
  return BORN.events.map((event) => ({ ...event, handoffId }));
}
