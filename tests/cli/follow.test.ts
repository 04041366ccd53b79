import { describe, expect, it } from 'vitest';
import { followEvents } from '#cli/events/follow.ts';
import { createClient } from '#sdk/index.ts';
import { problem } from '../sdk/client/answering.ts';

interface Logged {
  readonly id: string;
  readonly recordedAt: string;
}

const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 9, 0, second)).toISOString();
const event = (id: string, second: number): Logged => ({ id, recordedAt: at(second) });

/** Follows a log that changes before each look; ends after the last change. Answers the ids that were told. */
async function told(
  looks: readonly (readonly Logged[] | Error | Response)[],
  from?: string,
): Promise<{ ids: string[]; troubles: number; failed: unknown }> {
  let look = 0;
  const controller = new AbortController();
  const fetch: typeof globalThis.fetch = async (input) => {
    const current = looks[look];
    if (current instanceof Error) throw current;
    if (current instanceof Response) return current.clone();
    const query = new URL(String(input)).searchParams;
    const since = query.get('from') ?? '';
    const found = (current ?? []).filter(({ recordedAt }) => recordedAt >= since);
    found.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
    return Response.json({ data: query.get('sort') === '-recordedAt' ? found.reverse() : found, nextCursor: null });
  };
  const baton = createClient({ baseUrl: 'http://baton.example', fetch, maxRetries: 0 });
  const ids: string[] = [];
  let troubles = 0;
  const wait = async (): Promise<void> => {
    look++;
    if (look >= looks.length) controller.abort();
  };
  const options = { types: [], from, pauseMs: 1, signal: controller.signal, wait, onTrouble: () => troubles++ };
  try {
    for await (const { id } of followEvents(baton, options)) ids.push(id);
  } catch (failed) {
    return { ids, troubles, failed };
  }
  return { ids, troubles, failed: undefined };
}

describe('following the log', () => {
  it('tells what is new, and not what was there', async () => {
    const before = [event('a', 1), event('b', 1)];
    const { ids } = await told([before, [...before, event('c', 1)], [...before, event('c', 1), event('d', 2)]]);
    expect(ids).toEqual(['c', 'd']);
  });

  it('tells the first events of a log that was empty', async () => {
    expect((await told([[], [event('a', 1)], [event('a', 1), event('b', 90)]])).ids).toEqual(['a', 'b']);
  });

  it('tells each once, also those that come in late, out of order and beside old ones', async () => {
    const all = [event('a', 5)];
    const late = [...all, event('b', 1), event('c', 5)];
    const later = [...late, event('d', 300), event('e', 299)];
    expect((await told([all, late, later, later, [...later, event('f', 250)]], at(0))).ids).toEqual([
      ...['a', 'b', 'c', 'e', 'd', 'f'],
    ]);
  });

  it('begins where it is told to, and never before', async () => {
    expect(
      (
        await told(
          [
            [event('a', 1), event('b', 10)],
            [event('a', 1), event('c', 9)],
          ],
          at(9),
        )
      ).ids,
    ).toEqual(['b', 'c']);
  });

  it('goes on over errors that pass, and says so once', async () => {
    const dropped = new TypeError('fetch failed');
    const page = new Response('<h1>Bad gateway</h1>', { status: 502 });
    const looks = [
      dropped,
      dropped,
      [event('a', 1)],
      page,
      problem(503, 'unavailable'),
      [event('a', 1), event('b', 2)],
    ];
    expect(await told(looks, at(0))).toEqual({ ids: ['a', 'b'], troubles: 4, failed: undefined });
  });

  it.each([
    ['unauthenticated', 401],
    ['insufficient_scope', 403],
    ['validation_failed', 422],
  ])('ends with %s', async (code, status) => {
    expect(await told([problem(status, code), []])).toMatchObject({ troubles: 0, failed: { code } });
  });
});
