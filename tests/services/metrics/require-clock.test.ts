import { beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '#services/context.ts';
import { requireClock } from '#services/metrics/require-clock.ts';
import { ACCEPT_CLOCK, contractBody } from '#tests/support/contracts.ts';
import { BIRTH } from '#tests/support/instants.ts';
import { storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
let contract: { readonly id: string; readonly publishedVersion?: number };
beforeEach(async () => {
  system = testSystem();
  contract = { id: (await storeHandoff(system)).state.contractId, publishedVersion: 1 };
});

const ask = (clock: string) => requireClock(system.context() as CallContext, contract, clock); // it looks for terms alone

/** Publishes a second version, whose clock is called otherwise. */
async function renamed(clock: string): Promise<void> {
  const { contracts, contractBodies } = system.context().stores;
  const before = await contracts.get(contract.id);
  if (before === undefined) throw new Error('there is no contract');
  const body = contractBody({ clocks: [{ ...ACCEPT_CLOCK, name: clock }] });
  const published = { contractId: contract.id, contractVersion: 2, publishedAt: BIRTH, body };
  contract = { ...contract, publishedVersion: 2 };
  await contracts.save({ ...before, version: 2, publishedVersion: 2 }, [contractBodies.publishing(published)]);
}

describe('the clock of a list of handoffs', () => {
  it('is one that the contract has', async () => {
    await expect(ask('accept')).resolves.toBeUndefined();
  });

  it('is one that any version has: what a migration ends counts for the new version, by its old name', async () => {
    await renamed('answer');
    await expect(ask('accept')).resolves.toBeUndefined();
    await expect(ask('answer')).resolves.toBeUndefined();
  });

  it('is refused where no version has it, with those that there are', async () => {
    await renamed('answer');
    await expect(ask('acept')).rejects.toMatchObject({
      code: 'validation_failed',
      violations: [
        { pointer: '/query/clock', code: 'unknown_clock', message: expect.stringContaining('are answer, accept') },
      ],
    });
  });

  it('is not asked about of a contract that is not published, and has no clocks yet', async () => {
    contract = { id: contract.id };
    await expect(ask('acept')).resolves.toBeUndefined();
  });
});
