import { beforeAll, describe, expect, test } from 'vitest';
import { openOffice } from './support/lifecycle.ts';

type Office = Awaited<ReturnType<typeof openOffice>>;

const COUNT = 60;
/** Which of them are in a pause: the 7th and the 41st. */
const PAUSED = [6, 40];

let office: Office;
let born: readonly string[];
beforeAll(async () => {
  office = await openOffice();
  const ids: string[] = [];
  for (let index = 0; index < COUNT; index++) ids.push(await office.submit());
  born = ids;
  for (const index of PAUSED) {
    const id = born[index] ?? '';
    await office.done(id, 'accept');
    await office.done(id, 'pause', { reason: 'awaiting_customer', resumeBy: '2026-11-23T12:00:00Z' });
  }
  await office.done(born[0] ?? '', 'cancel', { reason: 'The customer withdrew.' });
});

/** The ids of all pages, and how many pages there were. */
async function pages(query: string): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
  const ids: string[] = [];
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null; count++) {
    const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { status, text, json } = await office.call('GET', `/v1/handoffs?${query}${from}`);
    expect(status, text).toBe(200);
    ids.push(...(json.data as { id: string }[]).map(({ id }) => id));
    cursor = json.nextCursor;
  }
  return { ids, pages: count };
}

describe('a list of handoffs', () => {
  test.each([1, 7, 30, 60, 100])('holds each once, in order, and ends with its last page: by %i', async (limit) => {
    const count = Math.ceil(COUNT / limit);
    expect(await pages(`limit=${limit}&sort=createdAt`)).toEqual({ ids: born, pages: count });
    expect(await pages(`limit=${limit}`)).toEqual({ ids: born.toReversed(), pages: count });
  });

  test.each([1, 2, 50])('of what few of them are is found in few pages, however small: by %i', async (limit) => {
    const paused = PAUSED.map((index) => born[index]);
    const oldestFirst = await pages(`paused=true&sort=createdAt&limit=${limit}`);
    expect(oldestFirst.ids).toEqual(paused);
    expect(oldestFirst.pages).toBeLessThanOrEqual(3);
    const newestFirst = await pages(`paused=true&limit=${limit}`);
    expect(newestFirst.ids).toEqual(paused.toReversed());
    expect(newestFirst.pages).toBeLessThanOrEqual(3);
  });

  test.each([1, 9, 100])('of what most of them are leaves none of them out: by %i', async (limit) => {
    const others = born.filter((_, index) => !PAUSED.includes(index));
    expect((await pages(`paused=false&sort=createdAt&limit=${limit}`)).ids).toEqual(others);
    expect((await pages(`state=assigned,cancelled&limit=${limit}`)).ids).toEqual(others.toReversed());
  });

  test('of a state, an owner and a contract at once holds what all of them hold', async () => {
    const query = `ownerId=${office.ana}&contractId=${office.contractId}&limit=5&sort=createdAt`;
    const accepted = PAUSED.map((index) => born[index]);
    expect((await pages(`${query}&state=accepted`)).ids).toEqual(accepted);
    expect((await pages(`${query}&state=cancelled`)).ids).toEqual([]);
    expect((await pages(query)).ids).toEqual(born.slice(1));
  });
});
