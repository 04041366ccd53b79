import { beforeEach, describe, expect, test } from 'vitest';
import type { Assignee, ContractBodyInput } from '#domain/contract/body.ts';
import type { DomainError } from '#domain/problem.ts';
import type { CallContext } from '#services/context.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { updateOwner } from '#services/routing/update-owner.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { TENANT } from '../support/test-system.ts';

const NOBODY = `own_${'0'.repeat(26)}`;
const NOWHERE = `que_${'0'.repeat(26)}`;

let context: CallContext;
let ana: string;
let gone: string;
let queue: string;
beforeEach(async () => {
  const scopes = ['contracts:write', 'routing:write'] as const;
  context = memoryDependencies().contextFor({ ...TENANT, keyId: 'key_1', scopes }, NOON, 'req_1');
  const add = (name: string) => createOwner(context, { name, active: true, outOfOffice: [] });
  [ana, gone] = [(await add('Ana')).id, (await add('Gus')).id];
  await updateOwner(context, gone, { active: false });
  queue = (await createQueue(context, { name: 'EMEA', strategy: 'manual', members: [] })).id;
});

/** Where a contract with these parts is refused, and why; nothing where it is published. */
async function causesOf(parts: Partial<ContractBodyInput>): Promise<readonly (readonly [string, string])[]> {
  const { id } = await createContract(context, contractBody(parts));
  try {
    await publishContract(context, id);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'DomainError', code: 'contract_invalid' });
    return (error as DomainError).violations.map(({ pointer, code }) => [pointer, code]);
  }
}

const rule = (assign: Assignee, fallback?: Assignee) => ({
  id: 'all',
  when: 'true',
  assign,
  ...(fallback === undefined ? {} : { fallback }),
});

describe('a contract is not published', () => {
  test('while owners and queues that it names are not there, with every place that names one', async () => {
    const routing = {
      rules: [rule({ queueId: NOWHERE }, { ownerId: NOBODY })],
      fallback: { queueId: NOWHERE },
    };
    const steps = [
      { id: 'tell', at: { elapsed: 0.5 }, notify: ['owner' as const, { ownerId: NOBODY }] },
      { id: 'move', at: { elapsed: 1 }, notify: [], reassign: { to: { queueId: NOWHERE } } },
    ];
    const escalation = [{ clock: 'accept', steps }];
    expect(await causesOf({ routing, clocks: [ACCEPT_CLOCK], escalation })).toEqual([
      ['/routing/rules/0/assign/queueId', 'unknown_queue'],
      ['/routing/rules/0/fallback/ownerId', 'unknown_owner'],
      ['/routing/fallback/queueId', 'unknown_queue'],
      ['/escalation/0/steps/0/notify/1/ownerId', 'unknown_owner'],
      ['/escalation/0/steps/1/reassign/to/queueId', 'unknown_queue'],
    ]);
  });

  test.each([
    ['an owner', () => ({ ownerId: ana })],
    ['a queue', () => ({ queueId: queue })],
  ])('while the fallback of a rule is %s to whom it assigns in the first place', async (_what, to) => {
    expect(await causesOf({ routing: { rules: [rule(to(), to())] } })).toEqual([
      ['/routing/rules/0/fallback', 'same_as_assign'],
    ]);
  });

  test('while a fallback is an owner who is not active', async () => {
    const routing = { rules: [rule({ queueId: queue }, { ownerId: gone })], fallback: { ownerId: gone } };
    expect(await causesOf({ routing })).toEqual([
      ['/routing/rules/0/fallback/ownerId', 'inactive_owner'],
      ['/routing/fallback/ownerId', 'inactive_owner'],
    ]);
  });

  test('while a queue that chooses by itself has nobody to choose from', async () => {
    // as a queue may be that was stored before this was refused
    const empty = { name: 'Empty', strategy: 'weighted' as const, members: [], version: 1 };
    const id = `que_${'1'.repeat(26)}`;
    await context.stores.queues.save({ ...empty, id, createdAt: NOON, updatedAt: NOON });
    const routing = { rules: [rule({ queueId: id })], fallback: { ownerId: ana } };
    expect(await causesOf({ routing })).toEqual([['/routing/rules/0/assign/queueId', 'empty_queue']]);
  });

  test('and tells all of that at once, beside its other mistakes', async () => {
    const routing = { rules: [rule({ ownerId: NOBODY }, { ownerId: NOBODY })], fallback: { ownerId: gone } };
    const clocks = [{ ...ACCEPT_CLOCK, calendarId: `cal_${'0'.repeat(26)}` }];
    expect(await causesOf({ routing, clocks })).toEqual([
      ['/routing/rules/0/assign/ownerId', 'unknown_owner'],
      ['/routing/rules/0/fallback/ownerId', 'unknown_owner'],
      ['/routing/rules/0/fallback', 'same_as_assign'],
      ['/routing/fallback/ownerId', 'inactive_owner'],
      ['/clocks/0/calendarId', 'unknown_calendar'],
    ]);
  });
});

test('a rule may assign to somebody who is not active, as long as something stands in for them', async () => {
  const routing = { rules: [rule({ ownerId: gone }, { queueId: queue })], fallback: { ownerId: ana } };
  expect(await causesOf({ routing })).toEqual([]);
});
