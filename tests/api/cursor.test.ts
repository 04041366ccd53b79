import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createCursorSeal } from '#api/cursor.ts';
import { ROUTES } from '#api/routes/index.ts';
import { takesCursor } from '#api/sealed-list.ts';
import { furnishedOffice } from './support/keyed-verbs.ts';
import { wholeApp } from './support/whole-app.ts';

const SECRET = 'a secret that is as long as it has to be';
const PLACE = { tenantId: 'ten_1', mode: 'live' as const, list: ['listOwners', '/v1/owners'] };

describe('a cursor', () => {
  const seal = createCursorSeal(SECRET);

  test('opens where it was sealed, and tells nothing of what is in it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (position) => {
        const cursor = seal.seal(position, PLACE);
        expect(seal.open(cursor, PLACE)).toBe(position.toWellFormed());
        expect(seal.seal(position, PLACE)).not.toBe(cursor);
      }),
    );
  });

  test('opens nowhere else', () => {
    const cursor = seal.seal('own_1', PLACE);
    const elsewhere = [
      { ...PLACE, tenantId: 'ten_2' },
      { ...PLACE, mode: 'test' as const },
      { ...PLACE, list: ['listQueues', '/v1/queues'] },
      { ...PLACE, list: [...PLACE.list, '["name","Ana"]'] },
    ];
    expect(elsewhere.map((place) => seal.open(cursor, place))).toEqual(elsewhere.map(() => undefined));
    expect(createCursorSeal(`${SECRET}!`).open(cursor, PLACE)).toBeUndefined();
  });

  test('does not open with any bit of any character changed', () => {
    const cursor = seal.seal('own_01JDA5K7ZWQ0R8T2V4X6Y8B0CD', PLACE);
    for (const [index, character] of [...cursor].entries()) {
      for (let bit = 0; bit < 7; bit++) {
        const other = String.fromCharCode(character.charCodeAt(0) ^ (1 << bit));
        expect(seal.open(`${cursor.slice(0, index)}${other}${cursor.slice(index + 1)}`, PLACE)).toBeUndefined();
      }
    }
    expect(seal.open(cursor.slice(0, -1), PLACE)).toBeUndefined();
    expect(seal.open(`${cursor}A`, PLACE)).toBeUndefined();
  });
});

const LISTS = ROUTES.filter(({ request }) => takesCursor(request));

describe('a list over HTTP', () => {
  test('goes on by its own cursors, whatever the limit of a page', async () => {
    const app = wholeApp();
    const { key } = await furnishedOffice(app);
    const get = async (path: string) => (await app.call('GET', path, { key })).json;
    const first = await get('/v1/owners?limit=1');
    const second = await get(`/v1/owners?limit=5&cursor=${first.nextCursor}`);
    expect([first, second].flatMap(({ data }) => data.map(({ name }: { name: string }) => name))).toEqual([
      'Ana',
      'Ben',
    ]);
    expect(first.nextCursor).not.toContain(Buffer.from(first.data[0].id).toString('base64url').slice(4, 20));
  });

  test('refuses a cursor of other filters', async () => {
    const app = wholeApp();
    const { key, contract } = await furnishedOffice(app);
    const { nextCursor } = (await app.call('GET', '/v1/handoffs?limit=1', { key })).json;
    const filtered = await app.call('GET', `/v1/handoffs?contractId=${contract}&cursor=${nextCursor}`, { key });
    expect(filtered.json.errors).toMatchObject([{ pointer: '/query/cursor', code: 'invalid_cursor' }]);
  });

  test('every answer with a next cursor is of a list that takes one; the export has its own in its lines', () => {
    const paged = ROUTES.filter(({ responses }) => {
      const schema = responses[200]?.schema?.();
      return schema instanceof z.ZodObject && schema.shape['nextCursor'] instanceof z.ZodNullable;
    });
    const inJson = LISTS.filter(({ operationId }) => operationId !== 'exportTenant');
    expect(paged.map(({ operationId }) => operationId)).toEqual(inJson.map(({ operationId }) => operationId));
    expect(LISTS.length).toBeGreaterThanOrEqual(12);
  });

  test.each(LISTS.map((route) => [route.operationId, route] as const))(
    '%s refuses another tenant’s cursor, one of another list, and what nobody sealed, alike',
    async (_, route) => {
      const app = wholeApp();
      const [mine, theirs] = [await furnishedOffice(app), await furnishedOffice(app)];
      const cursors = [
        (await app.call('GET', '/v1/owners?limit=1', { key: theirs.key })).json.nextCursor,
        (await app.call('GET', '/v1/owners?limit=1', { key: mine.key })).json.nextCursor,
        Buffer.from(`1:${mine.ana}`).toString('base64url'),
        'A'.repeat(120),
        'abc',
        'no:cursor',
        'A'.repeat(601),
      ];
      const path = route.path
        .replace('/owners/{id}', `/owners/${mine.ana}`)
        .replace('/contracts/{id}', `/contracts/${mine.contract}`)
        .replace('/handoffs/{id}', `/handoffs/${mine.handoff}`)
        .replace(/\{id\}/, '01JDA5K7ZWQ0R8T2V4X6Y8B0CD');
      // the one list that such a cursor is of takes it
      const foreign = route.operationId === 'listOwners' ? cursors.toSpliced(1, 1) : cursors;
      const answers = await Promise.all(
        foreign.map((cursor) =>
          route.method === 'GET'
            ? app.call('GET', `${path}?cursor=${cursor}`, { key: mine.key })
            : app.call(route.method, path, {
                key: mine.key,
                json: { ...bodyFor(route.operationId, mine.ben), cursor },
              }),
        ),
      );
      const named = answers.filter(({ status }) => status !== 404);
      for (const { status, json } of named)
        expect([status, json.errors?.at(-1)?.code]).toEqual([422, 'invalid_cursor']);
      expect(new Set(named.map(({ json }) => json?.detail)).size).toBeLessThanOrEqual(1);
    },
  );
});

function bodyFor(operationId: string, ownerId: string): object {
  switch (operationId) {
    case 'handOver':
      return { to: { ownerId }, reason: 'Leave' };
    case 'migrateHandoffs':
      return { toVersion: 1 };
    case 'backtestContract':
      return { from: '2026-07-01T00:00:00Z', to: '2026-10-01T00:00:00Z' };
    default:
      return {};
  }
}
