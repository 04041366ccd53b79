import { beforeEach, describe, expect, test } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { addSeconds } from '#domain/instant.ts';
import type { CallContext } from '#services/context.ts';
import { backtestContract } from '#services/contract/backtest-contract.ts';
import { noteHandoff } from '#services/handoff/note-handoff.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { resubmitHandoff } from '#services/handoff/resubmit-handoff.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { type Staff, staff } from '../support/staff.ts';

const NEEDS_GOALS = { type: 'object', required: ['goals'], properties: { goals: { type: 'string' } } };
const CARRIES = { packet: { schema: NEEDS_GOALS, inherit: [{ field: '/goals' }] } };
const SENT_BACK = { reason: 'missing_goals', fields: ['/goals'], criteria: [] };

let team: Staff;
let routing: NonNullable<ContractBodyInput['routing']>;
let before: string;
let tested: string;
beforeEach(async () => {
  team = staff();
  routing = { rules: [], fallback: { ownerId: await team.owner() } };
  before = await team.contract({ routing, packet: { schema: { type: 'object' } } });
  tested = await team.contract({ routing, packet: { schema: { type: 'object' } } });
});

/** Each call is a second after the one before. */
function later(): CallContext {
  team.clock.now = addSeconds(team.clock.now, 1);
  const context = team.context();
  return { ...context, principal: { ...context.principal, scopes: [...context.principal.scopes, 'contracts:read'] } };
}

const submit = (contractId: string, packet: Readonly<Record<string, unknown>>, id = 'acme') =>
  submitHandoff(later(), { contractId, subject: { type: 'account', id }, packet });

function backtest(patch: Parameters<typeof backtestContract>[2]['patch'], contractId = tested) {
  const context = later();
  const window = { from: addSeconds(context.now, -3600), to: context.now, limit: 100 };
  return backtestContract(context, contractId, { ...window, patch }, () => true);
}

describe('a backtest of a contract that has fields carried over', () => {
  test('refuses what production would, and not what it would fill', async () => {
    await submit(before, { goals: 'Live' });
    await submit(tested, {});
    const unknown = await submit(tested, {}, 'globex');
    const { judged, refused } = await backtest(CARRIES);
    expect([judged, refused.handoffIds]).toEqual([2, [unknown.id]]);
    expect((await backtest({ packet: { schema: NEEDS_GOALS } })).refused.count).toBe(2);
  });

  test('routes by what is carried over', async () => {
    await submit(before, { goals: 'Live' });
    await submit(tested, {});
    const ownerId = await team.owner();
    const rules = [{ id: 'known', when: "packet.goals == 'Live'", assign: { ownerId } }];
    const { routing: flows } = await backtest({ ...CARRIES, routing: { ...routing, rules } });
    expect(flows).toMatchObject({ moved: 1, flows: [{ tested: { ruleId: 'known' } }] });
  });

  test('goes by what was known then: not by what was said, mended or sent back since', async () => {
    const source = await submit(before, { goals: 'Old' });
    const wasKnown = await submit(tested, {});
    await rejectHandoff(later(), source.id, SENT_BACK);
    const wasSentBack = await submit(tested, {});
    await resubmitHandoff(later(), source.id, { packet: { goals: 'New' } });
    const wasMended = await submit(tested, {});
    await rejectHandoff(later(), source.id, SENT_BACK);
    const entry = (value: string) => [{ id: 'is', description: 'Is so', expression: `packet.goals == '${value}'` }];
    const old = await backtest({ ...CARRIES, entryCriteria: entry('Old') });
    expect(old.refused.handoffIds).toEqual([wasSentBack.id, wasMended.id]);
    const mended = await backtest({ ...CARRIES, entryCriteria: entry('New') });
    expect(mended.refused.handoffIds).toEqual([wasKnown.id, wasSentBack.id]);
  });

  test('refuses nothing of what it has itself received, whatever has become of the packets it was filled from', async () => {
    const filled = await team.contract({ routing, ...CARRIES });
    const source = await submit(before, { goals: 'Live' });
    await submit(filled, {});
    await rejectHandoff(later(), source.id, SENT_BACK);
    expect(await backtest(undefined, filled)).toMatchObject({ judged: 1, refused: { count: 0 } });
  });

  test('refuses what would not be carried over any more', async () => {
    const filled = await team.contract({ routing, ...CARRIES });
    await submit(before, { goals: 'Live' });
    await submit(filled, {});
    const { refused } = await backtest({ packet: { schema: NEEDS_GOALS } }, filled);
    expect(refused).toMatchObject({ count: 1, fields: [{ pointer: '/goals', keyword: 'required' }] });
  });

  test('refuses what would become too large by it', async () => {
    await submit(before, { goals: 'a'.repeat(100_000) });
    await submit(tested, { notes: 'b'.repeat(40_000) });
    expect((await backtest(CARRIES)).refused).toMatchObject({ count: 1, fields: [{ keyword: 'packet_too_large' }] });
  });

  test('does not judge what would take too much to find out', async () => {
    const source = await submit(before, { goals: 'Live' });
    await submit(tested, {});
    await noteHandoff(later(), source.id, { text: 'Since then' });
    const { handoffs } = team.context().stores;
    const found = await handoffs.getMany([source.id]);
    const context = later();
    // as if a great deal had happened to it
    context.stores.handoffs.getMany = async () => found.map((state) => ({ ...state, version: 5_000 }));
    const window = { from: addSeconds(context.now, -3600), to: context.now, limit: 100 };
    const report = await backtestContract(context, tested, { ...window, patch: CARRIES }, () => true);
    expect([report.judged, report.tooLong]).toEqual([0, 1]);
  });
});
