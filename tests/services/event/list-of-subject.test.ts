import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { type EventFilter, listEvents } from '#services/event/list-events.ts';
import { encodeCursor } from '#services/page.ts';
import { memoryDependencies } from '../../api/support/test-app.ts';
import { ACCEPT, type Life, submit } from '../../support/handoffs.ts';
import { BIRTH, MINUTE } from '../../support/instants.ts';
import { FOUR_HOURS, TENANT } from '../support/test-system.ts';

const idOf = (number: number) => `hnd_${String(number).padStart(26, '0')}`;

let at: (seconds: number) => CallContext;
beforeEach(() => {
  const { contextFor } = memoryDependencies();
  at = (seconds) =>
    contextFor({ ...TENANT, keyId: 'key_1', scopes: ['webhooks:read'] }, addSeconds(BIRTH, seconds), 'req_1');
});

/** Submits handoffs of one customer, one a second. */
async function born(count: number): Promise<Life[]> {
  const lives: Life[] = [];
  for (let number = 1; number <= count; number++) {
    const life = submit({ body: FOUR_HOURS, command: { handoffId: idOf(number) } });
    expect(await at(number).stores.handoffs.create(life.state, {}, life.events)).toBe('written');
    lives.push(life);
  }
  return lives;
}

/** Has the owner accept it that many seconds after the first submission. */
async function accept(life: Life, seconds: number): Promise<void> {
  const { handoffs } = at(seconds).stores;
  const before = await handoffs.get(life.state.id);
  if (before === undefined) throw new Error('there is no such handoff');
  const accepted = life.command(MINUTE, ACCEPT);
  expect(await handoffs.commit(before, accepted.state, accepted.events.slice(life.events.length))).toBe('written');
}

const SUBJECT = { type: 'account', id: submit({ body: FOUR_HOURS }).state.subject.id };

async function walk(filter: EventFilter, limit: number) {
  const seen: { id: string; handoffId?: string | undefined; recordedAt: string }[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listEvents(at(1_000), { subject: SUBJECT, ...filter }, { limit, cursor });
    seen.push(...page.data);
    if (page.nextCursor === null) return seen;
    cursor = page.nextCursor;
  }
}

test('what happens to a customer’s handoffs is in the order in which it was recorded, not in that of their creation', async () => {
  const lives = await born(3);
  for (const [index, seconds] of [
    [2, 10],
    [0, 20],
    [1, 30],
  ] as const) {
    const life = lives[index];
    if (life !== undefined) await accept(life, seconds);
  }
  const handoffs = (await walk({ type: ['handoff.accepted'], sort: 'recordedAt' }, 2)).map(
    ({ handoffId }) => handoffId,
  );
  expect(handoffs).toEqual([3, 1, 2].map(idOf));
});

describe('a customer with more handoffs than are merged at once', () => {
  test.each([7, 100])('has each event shown once, in pages of %i, a hundred handoffs at a time', async (limit) => {
    const lives = await born(230);
    for (const sort of ['recordedAt', '-recordedAt'] as const) {
      const seen = await walk({ sort }, limit);
      expect(seen.map(({ id }) => id).sort()).toEqual(
        lives.flatMap(({ state, events }) =>
          events.map(({ sequence }) => `evt_${state.id.slice(4)}_${String(sequence).padStart(6, '0')}`),
        ),
      );
      const order = [...new Set(seen.map(({ handoffId = '' }) => handoffId))];
      expect(order).toEqual(sort === 'recordedAt' ? order.toSorted() : order.toSorted().reverse());
    }
  });

  test('has a page go on among the same handoffs when there is a new one', async () => {
    await born(101);
    const first = await listEvents(at(1_000), { subject: SUBJECT }, { limit: 1 });
    const late = submit({ body: FOUR_HOURS, command: { handoffId: idOf(500) } });
    await at(900).stores.handoffs.create(late.state, {}, late.events);
    const seen = first.data.map(({ id }) => id);
    for (let cursor = first.nextCursor; cursor !== null; ) {
      const page = await listEvents(at(1_000), { subject: SUBJECT }, { limit: 50, cursor });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    const perHandoff = late.events.length;
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(101 * perHandoff);
  });
});

test('a cursor of the whole log does not go on in a customer’s', async () => {
  for (const position of [`2026-11-23T09:00:00.000Z#${idOf(1)}#000001#0`, idOf(1), `${idOf(1)}!${idOf(1)}`]) {
    const cursor = encodeCursor(position);
    await expect(listEvents(at(1), { subject: SUBJECT }, { limit: 1, cursor })).rejects.toMatchObject({
      violations: [{ pointer: '/query/cursor', code: 'invalid_cursor' }],
    });
  }
});
