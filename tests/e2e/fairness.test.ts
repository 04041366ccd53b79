import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { openTeam, type Team, type TeamOptions } from './support/team.ts';

const SUBMISSIONS = 200;
const MEMBERS = 7;
/** More of them for figures: `FAIRNESS_ROUNDS=20 npx vitest run --project e2e tests/e2e/fairness.test.ts`. */
const ROUNDS = Number(process.env['FAIRNESS_ROUNDS'] ?? 2);
const rounds = Array.from({ length: ROUNDS }, (_, index) => index + 1);

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(async () => {
  await stack.dispose();
});

/** All submissions at the same moment, none of which may be refused; their ids. */
async function rush(options: TeamOptions): Promise<{ readonly team: Team; readonly ids: readonly string[] }> {
  const team = await openTeam(stack, options);
  const born = await Promise.all(Array.from({ length: SUBMISSIONS }, () => team.submit()));
  return { team, ids: born.map(({ id }) => id) };
}

/** How many each member has once `assigned` of them are with somebody. */
async function shares({ call, members }: Team, ids: readonly string[], assigned: number): Promise<number[]> {
  const all = async (): Promise<(string | undefined)[] | undefined> => {
    const owners: (string | undefined)[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await call('GET', `handoffs?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const { data, nextCursor } = page.json as { data: { holder: { ownerId?: string } }[]; nextCursor: string | null };
      owners.push(...data.map(({ holder }) => holder.ownerId));
      cursor = nextCursor;
    }
    expect(owners).toHaveLength(ids.length);
    return owners.filter((ownerId) => ownerId !== undefined).length >= assigned ? owners : undefined;
  };
  const owners = await eventually(`${assigned} are assigned`, all);
  const counts = members.map((member) => owners.filter((ownerId) => ownerId === member).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(assigned);
  return counts;
}

const alike = (capacity: number) => Array.from({ length: MEMBERS }, () => ({ capacity }));

describe.each(rounds)(`${SUBMISSIONS} submissions at the same moment, round %i`, () => {
  test('to members in turn give each as many as any other, but for one', async () => {
    const { team, ids } = await rush({ members: alike(40) });
    const counts = await shares(team, ids, SUBMISSIONS);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test('to members with weights give each its share, but for one', async () => {
    const weights = [5, 3, 3, 2, 1, 1, 1];
    const { team, ids } = await rush({ strategy: 'weighted', members: weights.map((weight) => ({ weight })) });
    const counts = await shares(team, ids, SUBMISSIONS);
    for (const [index, weight] of weights.entries()) {
      expect(Math.abs((counts[index] ?? 0) - (SUBMISSIONS * weight) / 16)).toBeLessThanOrEqual(1);
    }
  });

  test('fill every member and none beyond their capacity, and the rest waits', async () => {
    const { team, ids } = await rush({ members: alike(20) });
    expect(await shares(team, ids, 20 * MEMBERS)).toEqual(Array.from({ length: MEMBERS }, () => 20));
    const answer = await team.call('GET', 'handoffs?state=pending&limit=100');
    const { data } = answer.json as { data: { holder: object }[] };
    expect(data.filter(({ holder }) => 'queueId' in holder)).toHaveLength(SUBMISSIONS - 20 * MEMBERS);
  });
});
