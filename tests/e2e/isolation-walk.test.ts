import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Route } from '#api/route.ts';
import { ROUTES } from '#api/routes/index.ts';
import { takesCursor } from '#api/sealed-list.ts';
import { type Estate, furnishEstate } from './support/estate.ts';
import { eventually } from './support/eventually.ts';
import { bodiesOf, FILTERS, idPathsOf, NO_ONES, PAGED, PROBES, pathOf } from './support/foreign-names.ts';
import { storedItems } from './support/premises.ts';
import { problemOf } from './support/problem.ts';
import { type Receiver, startReceiver } from './support/receiver.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import type { Answer } from './support/tenant.ts';

let stack: TestStack;
let receiver: Receiver;
let mine: Estate;
let theirs: Estate;
let before: string;
beforeAll(async () => {
  stack = await startTestStack({ keep: true, environment: { BATON_RATE_LIMIT: '5000' } });
  receiver = await startReceiver();
  [mine, theirs] = await Promise.all([furnishEstate(stack, receiver.url), furnishEstate(stack, receiver.url)]);
  // what follows a commit, such as logs and figures, has followed
  before = await eventually('nothing happens any more', async () => {
    const [one, other] = [await allOf(theirs), await delay(1_500).then(() => allOf(theirs))];
    return one === other && one;
  });
}, 120_000);
afterAll(async () => {
  await receiver.close();
  await stack.dispose();
});

/** Everything that a tenant has: as it is stored, and as it is exported, but for what is counted with each request. */
async function allOf({ tenant }: Estate): Promise<string> {
  const items = (await storedItems(stack)).filter((item) => item.includes(`T#${tenant.id}#`));
  const exports = await Promise.all(
    [tenant.live, tenant.test].map(async (key) => {
      const { text } = await tenant.call('GET', '/v1/tenant/export?limit=1000', { key });
      return text
        .split('\n')
        .filter((line) => !/"kind":"(?:usage|export|cursor)"/.test(line))
        .join('\n')
        .replaceAll(/"(?:elapsedSeconds|remainingSeconds|lastUsedAt)":[^,}]+/g, '');
    }),
  );
  return [...items, ...exports].join('\n');
}

const ULID = /[0-9A-HJKMNP-TV-Z]{26}/g;

/** What was answered, without what is of that one answer. */
function told({ status, text }: Answer, named: string): string {
  return `${status} ${text}`
    .replaceAll(/"requestId":"[^"]+"/g, '')
    .replaceAll(ULID, '<id>')
    .replaceAll(named.replaceAll(ULID, '<id>'), '<named>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>')
    .replaceAll(/"(?:revision|version)":\d+/g, '')
    .replaceAll(/"secret":"[^"]+"|"hint":"[^"]+"/g, '');
}

/** One of the same kind that never was. */
function unknownLike(id: string): string {
  return id.replaceAll(ULID, '01JDA5K7ZWQ0R8T2V4X6Y8B0CD');
}

const by = ({ tenant }: Estate, operationId: string) => (/TestClock/.test(operationId) ? tenant.test : tenant.live);
const named = ROUTES.map((route) => [route.operationId, route] as const);
const document: unknown = parse(readFileSync(new URL('../../openapi.yaml', import.meta.url), 'utf8'));

/** In which ways it can be given a name, by its declaration and by the document. */
function kindsOf({ operationId, path, request: { query, body } }: Route): readonly string[] {
  const kinds = {
    path: /\{\w+\}/.test(path) && !NO_ONES.has(operationId),
    body: idPathsOf(document, operationId).length > 0,
    filters: operationId in FILTERS,
    cursor: takesCursor(query === undefined ? {} : { query }),
    'cursor in body': takesCursor(body === undefined ? {} : { body }),
  };
  const found = Object.entries(kinds).flatMap(([kind, is]) => (is ? [kind] : []));
  return found.sort();
}

describe('a route', () => {
  test.each(named)('that names anything of a tenant is walked with another’s: %s', (operationId, route) => {
    const probe = PROBES[operationId];
    expect(probe, `say in PROBES what another tenant's names mean to ${operationId}`).toBeDefined();
    expect(probe?.toSorted()).toEqual(kindsOf(route));
  });

  test.each(named)('that takes ids in its body is given a foreign one in each place: %s', (operationId) => {
    const places = idPathsOf(document, operationId);
    const walked = bodiesOf(operationId, theirs, mine).map(({ place }) => place);
    expect(walked.toSorted()).toEqual(places.toSorted());
  });
});

const withPaths = named.filter(([operationId]) => PROBES[operationId]?.includes('path'));
const withBodies = named.filter(([operationId]) => PROBES[operationId]?.includes('body'));
const withFilters = named.filter(([operationId]) => PROBES[operationId]?.includes('filters'));
const withBodyCursors = named.filter(([operationId]) => PROBES[operationId]?.includes('cursor in body'));
const withCursors = named.filter(([operationId]) => PROBES[operationId]?.includes('cursor'));

describe('what is another tenant’s', () => {
  test.each(withPaths)('is not there at its path: %s', async (operationId, { method, path, bodyExamples, request }) => {
    const [example] = Object.values(bodyExamples ?? {});
    const body = request.body === undefined ? {} : { json: example?.value ?? {} };
    const foreign = pathOf(path, operationId, theirs);
    expect(unknownLike(foreign)).not.toBe(foreign);
    for (const key of [by(mine, operationId), mine.tenant.live, mine.tenant.test]) {
      const ask = (at: string) => mine.tenant.call(method, at, { key, ...body });
      const [answer, unknown] = [await ask(foreign), await ask(unknownLike(foreign))];
      expect([401, 403, 404]).toContain(answer.status);
      expect(told(answer, foreign)).toBe(told(unknown, unknownLike(foreign)));
    }
  });

  test.each(withPaths)('is not there for no key, and for one that is none: %s', async (operationId, route) => {
    const foreign = pathOf(route.path, operationId, theirs);
    for (const key of [null, `${mine.tenant.live.slice(0, -1)}x`]) {
      const body = route.method === 'GET' ? {} : { json: {} };
      const answer = await mine.tenant.call(route.method, foreign, { key, ...body });
      expect(answer.status).toBe(route.scope === 'public' ? 404 : 401);
    }
  });

  test.each(withBodies)('means no more in a body than what never was: %s', async (operationId, { method, path }) => {
    for (const { place, id, json, at = pathOf(path, operationId, mine) } of bodiesOf(operationId, theirs, mine)) {
      const ask = (named: string) =>
        mine.tenant.call(method, at, {
          key: mine.tenant.live,
          json: JSON.parse(JSON.stringify(json).replaceAll(id, named)),
        });
      const answer = await ask(id);
      expect(told(answer, id), place).toBe(told(await ask(unknownLike(id)), unknownLike(id)));
    }
  });

  test.each(withFilters)('is found by no filter: %s', async (operationId, { path }) => {
    for (const [filter, idOf] of Object.entries(FILTERS[operationId] ?? {})) {
      const id = idOf(theirs);
      const ask = (named: string) => mine.tenant.call('GET', `${path}?${filter}=${encodeURIComponent(named)}`);
      const answer = await ask(id);
      expect(answer.status).toBeOneOf([200, 404, 422]);
      if (answer.status === 200) expect(answer.json).toMatchObject({ data: [], nextCursor: null });
      expect(told(answer, id)).toBe(told(await ask(unknownLike(id)), unknownLike(id)));
    }
  });

  test.each(withCursors)('is gone on in by nobody else, and in no other mode: %s', async (operationId, { path }) => {
    const pageOf = async (estate: Estate, key: string, at: string, cursor = '') => {
      const more = `${PAGED[operationId] ?? ''}${cursor && `&cursor=${cursor}`}`;
      const answer = await estate.tenant.call('GET', `${at}?limit=1${more}`, { key });
      return { answer, next: /"nextCursor":"([^"]+)"/.exec(answer.text)?.[1] };
    };
    const [own, foreign] = [pathOf(path, operationId, mine), pathOf(path, operationId, theirs)];
    const ownKey = by(mine, operationId);
    const first = await pageOf(mine, ownKey, own);
    expect(first.next, `${own}: ${first.answer.text}`).toBeDefined();
    expect((await pageOf(mine, ownKey, own, first.next)).answer.status).toBe(200);
    const strange = [(await pageOf(theirs, by(theirs, operationId), foreign)).next];
    const inTest = pathOf(path, operationId, { ...mine, ...mine.inTest });
    const otherMode = await pageOf(mine, mine.tenant.test, inTest);
    if (ownKey !== mine.tenant.test) strange.push(otherMode.next);
    for (const cursor of strange) {
      expect(cursor).toBeDefined();
      const { answer } = await pageOf(mine, ownKey, own, cursor);
      expect(problemOf(answer)).toMatchObject({
        status: 422,
        errors: [{ pointer: '/query/cursor', code: 'invalid_cursor' }],
      });
    }
  });

  test.each(withBodyCursors)('is gone on in by no body: %s', async (operationId, { method, path, bodyExamples }) => {
    const { text } = await theirs.tenant.call('GET', '/v1/handoffs?limit=1');
    const [, cursor] = /"nextCursor":"([^"]+)"/.exec(text) ?? [];
    expect(cursor).toBeDefined();
    const [example] = Object.values(bodyExamples ?? {});
    const json = { ...(example?.value as object), cursor };
    const answer = await mine.tenant.call(method, pathOf(path, operationId, mine), { json });
    expect(problemOf(answer)).toMatchObject({ status: 422, errors: [{ pointer: '/cursor', code: 'invalid_cursor' }] });
  });

  test('is what it was, to the last item, after all of this', async () => {
    const after = await allOf(theirs);
    const known = new Set(before.split('\n'));
    expect(after.split('\n').filter((line) => !known.has(line))).toEqual([]);
    expect(after === before).toBe(true);
  });
});
