import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assignee } from '#domain/contract/body.ts';
import { addSeconds } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { acceptHandoff } from '#services/handoff/accept-handoff.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { completeHandoff } from '#services/handoff/complete-handoff.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { memoryDependencies } from '../../api/support/test-app.ts';
import { ACCEPT_CLOCK, contractBody, REJECTION_REASONS } from '../../support/contracts.ts';
import { BIRTH, HOUR } from '../../support/instants.ts';
import { ANA, BEN, OTHER_QUEUE, QUEUE } from '../../support/people.ts';
import { HANDOFF, storeHandoff } from '../support/test-system.ts';

const { handoffId, ...WHERE } = HANDOFF;
const PRINCIPAL = { ...WHERE, keyId: 'key_1', scopes: ['handoffs:read', 'handoffs:write'] } as const;
const BODY = contractBody({
  rejectionReasons: [...REJECTION_REASONS],
  routing: { fallback: { queueId: OTHER_QUEUE } },
  clocks: [ACCEPT_CLOCK],
  escalation: [{ clock: 'accept', steps: [{ id: 'move', at: { elapsed: 1 }, reassign: { to: { queueId: QUEUE } } }] }],
});

let contextAt: (seconds: number) => CallContext;
beforeEach(async () => {
  const { contextFor } = memoryDependencies();
  contextAt = (seconds) => contextFor(PRINCIPAL, addSeconds(BIRTH, seconds), 'req_1');
  const { owners, queues } = contextAt(0).stores;
  const born = { version: 1, createdAt: BIRTH, updatedAt: BIRTH };
  for (const id of [ANA, BEN]) await owners.save({ ...born, id, name: id, active: true });
  const members = [{ ownerId: BEN }];
  for (const id of [QUEUE, OTHER_QUEUE]) await queues.save({ ...born, id, name: id, strategy: 'manual', members });
});

function store(to: Assignee) {
  return storeHandoff({ context: () => contextAt(0), log: [] }, BODY, to);
}

/** The owners and queues that `verb` reads, and whether it wants their newest state. */
async function reads(seconds: number, verb: (context: CallContext) => Promise<unknown>) {
  const context = contextAt(seconds);
  const { owners, queues } = context.stores;
  const spies = [vi.spyOn(owners, 'getMany'), vi.spyOn(queues, 'getMany')];
  vi.spyOn(queues, 'get');
  await verb(context);
  const one = vi
    .mocked(queues.get)
    .mock.calls.map(([id]): Parameters<typeof queues.getMany> => [[id], { consistent: true }]);
  const calls = [...spies.flatMap(({ mock }) => mock.calls), ...one].filter(([ids]) => ids.length > 0);
  return { ids: calls.flatMap(([ids]) => ids), newest: calls.every(([, options]) => options?.consistent === true) };
}

describe('a command reads no more owners and queues than deciding it takes:', () => {
  test('accepting what is assigned, its owner alone; completing and looking, nobody', async () => {
    await store({ ownerId: ANA });
    expect(await reads(HOUR, (context) => acceptHandoff(context, handoffId, {}))).toEqual({ ids: [ANA], newest: true });
    expect((await reads(HOUR, (context) => getHandoff(context, handoffId))).ids).toEqual([]);
    const outcome = {};
    expect((await reads(HOUR, (context) => completeHandoff(context, handoffId, { outcome }))).ids).toEqual([]);
  });

  test('cancelling, nobody', async () => {
    await store({ queueId: QUEUE });
    const reason = 'The customer left';
    expect((await reads(HOUR, (context) => cancelHandoff(context, handoffId, { reason }))).ids).toEqual([]);
  });

  test('claiming, who claims and the queue that it comes from', async () => {
    await store({ queueId: QUEUE });
    const claim = (context: CallContext) => acceptHandoff(context, handoffId, { ownerId: BEN });
    expect(await reads(HOUR, claim)).toEqual({ ids: [BEN, QUEUE], newest: true });
  });

  test('rejecting as a wrong owner, whom routing asks', async () => {
    await store({ ownerId: ANA });
    const rejection = { reason: 'wrong_team', criteria: [], fields: [] };
    expect((await reads(HOUR, (context) => rejectHandoff(context, handoffId, rejection))).ids).toContain(OTHER_QUEUE);
  });

  test('looking when something is due, whom escalation hands over to, or falls back to', async () => {
    await store({ ownerId: ANA });
    const seen = await reads(5 * HOUR, (context) => getHandoff(context, handoffId));
    expect(seen).toEqual({ ids: expect.arrayContaining([QUEUE, OTHER_QUEUE]), newest: true });
    expect(seen.ids).not.toContain(ANA);
  });
});

test('a claim is judged by the queue into which an escalation that was due has moved it', async () => {
  await store({ ownerId: ANA });
  const claim = (ownerId: string) => acceptHandoff(contextAt(5 * HOUR), handoffId, { ownerId });
  await expect(claim(ANA)).rejects.toMatchObject({
    code: 'validation_failed',
    violations: [{ pointer: '/ownerId', code: 'not_a_member' }],
  });
  expect(await claim(BEN)).toMatchObject({ state: 'accepted', holder: { ownerId: BEN, queueId: QUEUE } });
});
