import { afterAll, beforeAll, expect, test } from 'vitest';
import { handoff } from '#api/schemas/handoff.ts';
import { startTestStack, type TestStack } from './support/stack.ts';
import { openTeam } from './support/team.ts';
import { bodyOf } from './support/tenant.ts';

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack({ keep: true });
});
afterAll(() => stack.dispose());

const openOf = async (team: Awaited<ReturnType<typeof openTeam>>, owner: string): Promise<number> =>
  ((await team.call('GET', `owners/${owner}`)).json as { openHandoffs: number }).openHandoffs;

test('of a removal and three submissions at once, over and over, nothing is ever with somebody who is gone', async () => {
  const team = await openTeam(stack, { members: [{}] });
  for (let round = 0; round < 12; round++) {
    const owner = await team.create('owners', { name: `Owner ${round}` });
    const contractId = await team.create('contracts', {
      name: 'To one',
      from: { stage: 'a' },
      to: { stage: 'b' },
      subjectType: 'account',
      routing: { fallback: { ownerId: owner } },
      packet: { schema: { type: 'object' } },
    });
    await team.call('POST', `contracts/${contractId}/publish`);
    const submit = () =>
      team.call('POST', 'handoffs', { contractId, subject: { type: 'account', id: 'a' }, packet: {} });
    const [gone, ...born] = await Promise.all([team.call('DELETE', `owners/${owner}`), submit(), submit(), submit()]);
    expect([204, 409]).toContain(gone.status);
    for (const answer of born) {
      const { id } = bodyOf(answer, 201, handoff());
      const { holder } = await team.handoff(id);
      expect(holder.ownerId, `round ${round}`).toBe(gone.status === 204 ? undefined : owner);
    }
  }
});

test('who is set inactive while things wait for them is given none of what becomes free for them', async () => {
  const team = await openTeam(stack, { members: [{ capacity: 1 }] });
  const [owner = ''] = team.members;
  const first = await team.submit();
  const waiting = [await team.submit(), await team.submit()];
  const accepted = await team.call('POST', `handoffs/${first.id}/accept`, {});
  expect(accepted.status).toBe(200);
  await team.edit(`owners/${owner}`, { active: false });
  await team.call('POST', `handoffs/${first.id}/complete`, { outcome: {} });
  // the drain that this asks for gives out this one, which it comes to after the others
  const helper = await team.create('owners', { name: 'Helper' });
  await team.edit(`queues/${team.queueId}`, { members: [{ ownerId: owner }, { ownerId: helper }] });
  for (const { id } of waiting) {
    await expect.poll(async () => (await team.handoff(id)).holder.ownerId, { timeout: 15_000 }).toBe(helper);
  }
  expect(await openOf(team, owner)).toBe(0);
});
