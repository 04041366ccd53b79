import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { backtestContract } from '#services/contract/backtest-contract.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { TENANT } from '../support/test-system.ts';

const WINDOW = { from: addSeconds(NOON, -3600), to: addSeconds(NOON, 3600), limit: 100 };
const COUNT = 20;

let context: CallContext;
let contractId: string;
beforeEach(async () => {
  const scopes = ['contracts:read', 'contracts:write', 'handoffs:read', 'handoffs:write', 'routing:write'] as const;
  context = memoryDependencies().contextFor({ ...TENANT, keyId: 'key_1', scopes }, NOON, 'req_1');
  const { id: ownerId } = await createOwner(context, { name: 'Ana', active: true, outOfOffice: [] });
  const body = contractBody({ clocks: [ACCEPT_CLOCK], routing: { rules: [], fallback: { ownerId } } });
  contractId = (await createContract(context, body)).id;
  await publishContract(context, contractId);
  for (let count = 0; count < COUNT; count++) {
    await submitHandoff(context, { contractId, subject: { type: 'account', id: `a${count}` }, packet: {} });
  }
});

describe('a backtest whose time runs out', () => {
  test('ends its page early, goes on from there, and leaves nothing out', async () => {
    const first = await backtestContract(context, contractId, WINDOW, () => false);
    expect(first.judged).toBeGreaterThan(0);
    expect(first.judged).toBeLessThan(COUNT);
    const cursor = first.nextCursor ?? '';
    const second = await backtestContract(context, contractId, { ...WINDOW, cursor }, () => false);
    expect([first.judged + second.judged, second.nextCursor]).toEqual([COUNT, null]);
  });

  test('has one page where it does not', async () => {
    const { judged, nextCursor } = await backtestContract(context, contractId, WINDOW, () => true);
    expect([judged, nextCursor]).toEqual([COUNT, null]);
  });

  test('counts what has lost its packet apart, and judges the rest', async () => {
    const { handoffs } = context.stores;
    const getTravelling = handoffs.getTravelling.bind(handoffs);
    let gone = 0;
    handoffs.getTravelling = async (id, revision) => (gone++ < 3 ? undefined : getTravelling(id, revision));
    const { judged, withoutPacket } = await backtestContract(context, contractId, WINDOW, () => true);
    expect([judged, withoutPacket]).toEqual([COUNT - 3, 3]);
  });
});
