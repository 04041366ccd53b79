import { beforeEach, expect, test, vi } from 'vitest';
import { DomainError } from '#domain/problem.ts';
import type { CallContext } from '#services/context.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import { getHandoff } from '#services/handoff/get-handoff.ts';
import { noteHandoff } from '#services/handoff/note-handoff.ts';
import { reassignHandoff } from '#services/handoff/reassign-handoff.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { handOver } from '#services/routing/hand-over.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { contractBody } from '../../support/contracts.ts';
import { TENANT } from '../support/test-system.ts';

const scopes = ['contracts:write', 'routing:write', 'handoffs:read', 'handoffs:write'] as const;
const reason = 'Ana leaves.';

let context: CallContext;
/** As another caller has it, whose reads are not watched. */
let elsewhere: CallContext;
let ana: string;
let ben: string;
let cleo: string;
let contractId: string;
beforeEach(async () => {
  const { contextFor } = memoryDependencies();
  context = contextFor({ ...TENANT, keyId: 'key_1', scopes }, NOON, 'req_1');
  elsewhere = contextFor({ ...TENANT, keyId: 'key_2', scopes }, NOON, 'req_1');
  const added = ['Ana', 'Ben', 'Cleo'].map((name) => createOwner(context, { name, active: true, outOfOffice: [] }));
  [ana = '', ben = '', cleo = ''] = (await Promise.all(added)).map(({ id }) => id);
  contractId = (await createContract(context, contractBody({ routing: { fallback: { ownerId: ana } } }))).id;
  await publishContract(context, contractId);
});

async function submitted(): Promise<string> {
  return (await submitHandoff(context, { contractId, subject: { type: 'account', id: 'acme' }, packet: {} })).id;
}

const toBen = (members: object = {}) =>
  handOver(context, ana, { to: { ownerId: ben }, reason, dryRun: false, limit: 50, ...members });

/** Does something to each handoff that is read next, before the reader can go on with it. */
function meanwhile(times: number, act: (id: string) => Promise<unknown>): void {
  const { handoffs } = context.stores;
  const get = handoffs.get.bind(handoffs);
  const spy = vi.spyOn(handoffs, 'get');
  for (let time = 1; time <= times; time++) {
    spy.mockImplementationOnce(async (id) => {
      const found = await get(id);
      await act(id);
      return found;
    });
  }
}

test('what has gone to somebody else meanwhile is not taken from them', async () => {
  const id = await submitted();
  meanwhile(1, () => reassignHandoff(elsewhere, id, { to: { ownerId: cleo }, reason, misroute: false }));
  expect(await toBen()).toMatchObject({ data: [], handedOver: 0, skipped: 1, nextCursor: null });
  expect((await getHandoff(context, id)).holder.ownerId).toBe(cleo);
});

test('what was only noted on meanwhile is handed over all the same', async () => {
  const id = await submitted();
  meanwhile(1, () => noteHandoff(elsewhere, id, { text: 'Their champion is away.' }));
  expect(await toBen()).toMatchObject({ data: [{ handoffId: id, state: 'assigned' }], handedOver: 1 });
  expect((await getHandoff(context, id)).holder.ownerId).toBe(ben);
});

test('one that is refused says why, and holds up no other', async () => {
  const [first, second] = [await submitted(), await submitted()];
  const { handoffs } = context.stores;
  const commit = handoffs.commit.bind(handoffs);
  vi.spyOn(handoffs, 'commit').mockImplementation(async (before, ...rest) => {
    if (before.id === first) throw new DomainError('conflict', 'They have enough.');
    return commit(before, ...rest);
  });
  expect(await toBen()).toEqual({
    dryRun: false,
    data: [
      {
        handoffId: first,
        state: 'assigned',
        holder: { ownerId: ana },
        error: { code: 'conflict', message: 'They have enough.' },
      },
      { handoffId: second, state: 'assigned', holder: { ownerId: ben } },
    ],
    handedOver: 1,
    skipped: 0,
    nextCursor: null,
  });
  expect((await getHandoff(context, first)).holder.ownerId).toBe(ana);
});

test('a failure that is nobody’s refusal is not answered as if all were well', async () => {
  await submitted();
  vi.spyOn(context.stores.handoffs, 'commit').mockRejectedValue(new Error('the table is gone'));
  await expect(toBen()).rejects.toThrow('the table is gone');
});
