import { beforeEach, describe, expect, it } from 'vitest';
import type { ContractBodyInput } from '#domain/contract/body.ts';
import { epochOf, instantFromEpoch } from '#domain/instant.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import type { CallContext } from '#services/context.ts';
import { simulateContract } from '#services/contract/simulate-contract.ts';
import { cancelHandoff } from '#services/handoff/cancel-handoff.ts';
import { checkHandoff } from '#services/handoff/check-handoff.ts';
import { getPacket } from '#services/handoff/get-packet.ts';
import { rejectHandoff } from '#services/handoff/reject-handoff.ts';
import { resubmitHandoff } from '#services/handoff/resubmit-handoff.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { HANDOFFS_LOOKED_AT } from '#services/journey/fill-from-earlier.ts';
import { inheritFields } from '#services/journey/inherit-fields.ts';
import { type Staff, staff } from '../support/staff.ts';

const PROPERTIES = { goals: { type: 'string' }, people: { type: 'array' }, arr: { type: 'number' } };
const NEEDS_GOALS = { type: 'object', required: ['goals'], properties: PROPERTIES };
type Inherit = NonNullable<NonNullable<ContractBodyInput['packet']>['inherit']>;

let team: Staff;
let anything: string;
let onboarding: string;
beforeEach(async () => {
  team = staff();
  const fallback = { ownerId: await team.owner() };
  const routing = { rules: [], fallback };
  anything = await team.contract({ routing, packet: { schema: { type: 'object' } }, to: { stage: 'won' } });
  onboarding = await receiving([{ field: '/goals' }, { field: '/people' }]);
});

async function receiving(inherit: Inherit): Promise<string> {
  const routing = { rules: [], fallback: { ownerId: await team.owner() } };
  return team.contract({ routing, packet: { schema: NEEDS_GOALS, inherit } });
}

/** Each is born after the one before. */
function later(): CallContext {
  team.clock.now = instantFromEpoch(epochOf(team.clock.now) + 1000);
  return team.context();
}

const submit = (contractId: string, packet: Readonly<Record<string, unknown>>, id = 'acme') =>
  submitHandoff(later(), { contractId, subject: { type: 'account', id }, packet });
/** Why it is refused. */
const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => expect.fail('it was not refused'),
    (refusal: unknown) => refusal,
  );
const travelling = (id: string, revision?: number) => getPacket(team.context(), id, revision);

describe('a submission under a contract that has fields carried over', () => {
  it('is ready by what the subject has said before, which is stored and marked with it', async () => {
    const { id } = await submit(anything, { goals: 'Live', people: ['Dana'] });
    const next = await submit(onboarding, { arr: 1 });
    expect(await travelling(next.id)).toEqual({
      revision: 1,
      packet: { arr: 1, goals: 'Live', people: ['Dana'] },
      inherited: [
        { field: '/goals', handoffId: id, packetRevision: 1 },
        { field: '/people', handoffId: id, packetRevision: 1 },
      ],
    });
    const { data } = await team.context().stores.handoffs.events(next.id, { afterSequence: 0, limit: 1 });
    expect(data[0]?.data).toMatchObject({ inherited: [{ field: '/goals', handoffId: id }, { field: '/people' }] });
    expect(next).not.toHaveProperty('inherited');
  });

  it('takes each field from the newest packet that has it', async () => {
    const { id: first } = await submit(anything, { goals: 'Old', people: ['Dana'] });
    const { id: second } = await submit(anything, { goals: 'New' });
    const { packet, inherited } = await travelling((await submit(onboarding, {})).id);
    expect(packet).toEqual({ goals: 'New', people: ['Dana'] });
    expect(inherited.map(({ handoffId }) => handoffId)).toEqual([second, first]);
  });

  it('is as before not ready where nobody has said it, or another customer has', async () => {
    await submit(anything, { goals: 'Theirs' }, 'globex');
    const refusal = await refusalOf(submit(onboarding, {}));
    expect(refusal).toMatchObject({ code: 'not_ready', violations: [{ pointer: '/packet/goals' }] });
  });

  it('holds what is carried over to the schema like what is sent', async () => {
    await submit(anything, { goals: 42 });
    const refusal = await refusalOf(submit(onboarding, {}));
    expect(refusal).toMatchObject({ code: 'not_ready', violations: [{ code: 'schema_type' }] });
  });

  it('takes nothing from what was cancelled, or is back with its sender', async () => {
    const rejected = await submit(anything, { goals: 'Wrong' });
    await rejectHandoff(later(), rejected.id, { reason: 'missing_goals', fields: ['/goals'], criteria: [] });
    const cancelled = await submit(anything, { goals: 'Withdrawn' });
    await cancelHandoff(later(), cancelled.id, { reason: 'Submitted by mistake' });
    expect(await refusalOf(submit(onboarding, {}))).toMatchObject({ code: 'not_ready' });
    await resubmitHandoff(later(), rejected.id, { packet: { goals: 'Right' } });
    expect(await travelling((await submit(onboarding, {})).id)).toMatchObject({
      packet: { goals: 'Right' },
      inherited: [{ field: '/goals', handoffId: rejected.id, packetRevision: 2 }],
    });
  });

  it('looks at packets of the contract or stage that it names alone', async () => {
    await submit(anything, { goals: 'Won' });
    await submit(await receiving([]), { goals: 'Other' });
    const byStage = await receiving([{ field: '/goals', from: { stage: { to: 'won' } } }]);
    expect(await travelling((await submit(byStage, {})).id)).toMatchObject({ packet: { goals: 'Won' } });
    const byContract = await receiving([{ field: '/goals', from: { contractId: anything } }]);
    expect(await travelling((await submit(byContract, {})).id)).toMatchObject({ packet: { goals: 'Won' } });
  });

  it('looks back over a bounded number of handoffs', async () => {
    await submit(anything, { goals: 'Long ago' });
    for (let count = 0; count < HANDOFFS_LOOKED_AT - 1; count++) await submit(anything, {});
    expect(await travelling((await submit(onboarding, {})).id)).toMatchObject({ packet: { goals: 'Long ago' } });
    await submit(anything, { people: [] });
    const sent = await submit(onboarding, { goals: 'Said again' });
    expect((await travelling(sent.id)).inherited).toMatchObject([{ field: '/people' }]);
    for (let count = 0; count < HANDOFFS_LOOKED_AT; count++) await submit(anything, {});
    expect(await refusalOf(submit(onboarding, {}))).toMatchObject({ code: 'not_ready' });
  });

  it('is refused where what is carried over makes the packet too large, and says what that is', async () => {
    await submit(anything, { goals: 'a'.repeat(100_000) });
    const refusal = await refusalOf(submit(onboarding, { people: ['b'.repeat(40_000)] }));
    expect(refusal).toMatchObject({ code: 'payload_too_large', extensions: { inherited: [{ field: '/goals' }] } });
  });

  it('shows in a check what would be carried over', async () => {
    const { id } = await submit(anything, { goals: 'Live' });
    const submission = { contractId: onboarding, subject: { type: 'account', id: 'acme' }, packet: {} };
    expect(await checkHandoff(later(), submission)).toMatchObject({
      ready: true,
      inherited: [{ field: '/goals', handoffId: id, packetRevision: 1 }],
    });
  });
});

it('nothing is read where the contract carries nothing over, or the sender has left nothing out', async () => {
  const context = team.context();
  const unreadable = { ...context, stores: { ...context.stores, handoffs: undefined } };
  const packet = { schema: NEEDS_GOALS, inherit: [{ field: '/goals' }] };
  const to = { subject: { type: 'account', id: 'acme' }, handoffId: 'hnd_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
  const fill = (body: object, sent: object) =>
    inheritFields(unreadable as never, body as never, { ...to, packet: sent as never }); // it is to use none of it
  expect(await fill({ packet: { schema: NEEDS_GOALS } }, {})).toEqual({ packet: {}, inherited: [] });
  expect(await fill({ packet }, { goals: null })).toEqual({ packet: { goals: null }, inherited: [] });
  await expect(fill({ packet }, {})).rejects.toThrow(TypeError);
});

it('a simulation carries over for those who may read handoffs, and for nobody else', async () => {
  await submit(anything, { goals: 'Live' });
  const simulation = { subject: { type: 'account', id: 'acme' }, packet: {} };
  const as = (scopes: readonly Scope[]) => {
    const context = later();
    return { ...context, principal: { ...context.principal, scopes } };
  };
  const seen = await simulateContract(as(['contracts:read', 'handoffs:read']), onboarding, simulation);
  expect(seen).toMatchObject({ ready: true, inherited: [{ field: '/goals' }] });
  expect(await simulateContract(as(['contracts:read']), onboarding, simulation)).toMatchObject({
    ready: false,
    inherited: [],
  });
});

it('a contract is not published that has a field carried over from a contract that is not there', async () => {
  const from = { contractId: 'ctr_01JDA5K7ZWQ0R8T2V4X6Y8B0CD' };
  expect(await refusalOf(receiving([{ field: '/goals', from }]))).toMatchObject({
    code: 'contract_invalid',
    violations: [{ pointer: '/packet/inherit/0/from/contractId', code: 'unknown_contract' }],
  });
});

it('a resubmission is filled anew: by what is known by then, and never from the handoff itself', async () => {
  const { id: first } = await submit(anything, { goals: 'Old' });
  const handoff = await submit(onboarding, { arr: 1 });
  await rejectHandoff(later(), handoff.id, { reason: 'missing_goals', fields: ['/goals'], criteria: [] });
  expect(await refusalOf(resubmitHandoff(later(), handoff.id, { packet: { arr: 2 } }))).toMatchObject({
    violations: [{ code: 'nothing_changed' }],
  });
  await rejectHandoff(later(), first, { reason: 'missing_goals', fields: ['/goals'], criteria: [] });
  await resubmitHandoff(later(), first, { packet: { goals: 'New' } });
  await resubmitHandoff(later(), handoff.id, { packet: { arr: 2 } });
  expect(await travelling(handoff.id)).toEqual({
    revision: 2,
    packet: { arr: 2, goals: 'New' },
    inherited: [{ field: '/goals', handoffId: first, packetRevision: 2 }],
  });
});
