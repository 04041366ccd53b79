import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Handoff, Owner } from '#sdk/index.ts';
import { answering, json, problem } from './answering.ts';

const page = (ids: readonly string[], nextCursor: string | null) =>
  json({ data: ids.map((id) => ({ id })), nextCursor });

describe('paginate', () => {
  it('goes through every page, also empty ones, with the same filters', async () => {
    const { client, sent } = answering([page(['a', 'b'], 'one'), page([], 'two'), page(['c'], null)]);
    const ids: string[] = [];
    for await (const handoff of client.paginate('/v1/handoffs', { query: { state: 'assigned', limit: 2 } })) {
      expectTypeOf(handoff).toEqualTypeOf<Handoff>();
      ids.push(handoff.id);
    }
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(sent.map(({ url }) => new URL(url).search)).toEqual([
      '?state=assigned&limit=2',
      '?state=assigned&limit=2&cursor=one',
      '?state=assigned&limit=2&cursor=two',
    ]);
  });

  it('asks for no page that nobody has come to', async () => {
    const { client, sent } = answering([page(['a', 'b'], 'one')]);
    for await (const owner of client.paginate('/v1/owners')) {
      expectTypeOf(owner).toEqualTypeOf<Owner>();
      break;
    }
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['is no list', json({ id: 'ten_1' })],
    ['does not say whether there is more', json({ data: [] })],
    ['is none at all', json(null)],
  ])('throws where a page %s', async (_, answer) => {
    const { client } = answering([answer]);
    const first = client.paginate('/v1/owners').next();
    await expect(first).rejects.toMatchObject({ code: 'unexpected_answer', status: 200, path: '/v1/owners' });
  });

  it('throws where a page leads back to itself', async () => {
    const { client, sent } = answering([page(['a'], 'one')]);
    const list = client.paginate('/v1/owners');
    await list.next();
    await expect(list.next()).rejects.toMatchObject({ code: 'unexpected_answer' });
    expect(sent).toHaveLength(2);
  });

  it('throws what a page is refused with', async () => {
    const { client } = answering([page(['a'], 'one'), problem(422, 'validation_failed')]);
    const list = client.paginate('/v1/owners');
    expect((await list.next()).value).toEqual({ id: 'a' });
    await expect(list.next()).rejects.toMatchObject({ code: 'validation_failed' });
  });
});
