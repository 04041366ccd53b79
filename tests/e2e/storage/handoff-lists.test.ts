import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import { HANDOFF_STATES, type Handoff, type HandoffState } from '#domain/handoff/state.ts';
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
  const chosen = fc.subarray([...HANDOFF_STATES]);

  test('over any states is all of their handoffs, each once, in order, in pages of any size', async () => {
    const pages = fc.record({ limit: fc.integer({ min: 1, max: 8 }), descending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(population, chosen, pages, async (states, wanted, { limit, descending }) => {
        const { stores } = freshStores();
        const made = states.map((state, index) => ({ id: idOf(index), state }));
        await Promise.all(made.map(({ id, state }) => stores.handoffs.create(handoffIn(state, id), {}, eventsOf(id))));
        const found = await byPages(stores, wanted, limit, descending);
        const matching = made.filter(({ state }) => wanted.length === 0 || wanted.includes(state)).map(({ id }) => id);
        expect(found).toEqual(descending ? matching.reverse() : matching);
      }),
      { numRuns: 40 },
    );
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

/** The ids of all handoffs in `states`, by pages of `limit`. */
async function byPages(
  { handoffs }: TenantStores,
  states: readonly HandoffState[],
  limit: number,
  descending: boolean,
): Promise<string[]> {
  const found: string[] = [];
  let [low, high] = [0, 999];
  while (low <= high) {
    const range = { low: idOf(low), high: idOf(high), limit, descending };
    const page = await handoffs.list({ by: 'state', states }, range);
    expect(page.length).toBeLessThanOrEqual(limit);
    const last = page.at(-1);
    if (last === undefined) break;
    found.push(...page);
    // bounds are inclusive: go on beside the last
    if (descending) high = numberOf(last) - 1;
    else low = numberOf(last) + 1;
  }
  return found;
}

function idOf(number: number): string {
  return `hnd_${String(number).padStart(26, '0')}`;
}

function numberOf(id: string): number {
  return Number(id.slice('hnd_'.length));
}

const BORN = submit({ body: contractBody({ clocks: [ACCEPT_CLOCK] }) });

/** A stored state of any kind; only what the indexes are made of matters. */
function handoffIn(state: Handoff['state'], id: string): Handoff {
  return { ...BORN.state, id, state } as Handoff; // the store does not look at what else the state demands
}

function eventsOf(handoffId: string): HandoffEvent[] {
  return BORN.events.map((event) => ({ ...event, handoffId }));
}
