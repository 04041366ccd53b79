import { expect, test } from 'vitest';
import { contractsInForce } from '#services/maturity/contracts-in-force.ts';
import { contractBody } from '../../support/contracts.ts';
import { BIRTH } from '../../support/instants.ts';
import { testSystem } from '../support/test-system.ts';

const contract = (number: number) => ({
  id: `ctr_${String(number).padStart(26, '0')}`,
  version: 1,
  hasDraft: false,
  createdAt: BIRTH,
  updatedAt: BIRTH,
});

test('contracts in force are found behind many drafts and retired ones', async () => {
  const context = testSystem().context();
  const { contracts, contractBodies } = context.stores;
  for (let number = 1; number <= 120; number++) {
    await contracts.save({ ...contract(number), status: number % 2 === 0 ? 'draft' : 'retired' });
  }
  const last = contract(121);
  const version = { contractId: last.id, contractVersion: 1, publishedAt: BIRTH, body: contractBody() };
  await contracts.save({ ...last, status: 'published', publishedVersion: 1 }, [contractBodies.publishing(version)]);
  expect((await contractsInForce(context)).map(({ contractId }) => contractId)).toEqual([last.id]);
});
