import { beforeEach, describe, expect, it } from 'vitest';
import type { CallContext } from '#services/context.ts';
import { requireClock } from '#services/metrics/require-clock.ts';
import { storeHandoff, type TestSystem, testSystem } from '../support/test-system.ts';

let system: TestSystem;
let contract: { readonly id: string; readonly publishedVersion?: number };
beforeEach(async () => {
  system = testSystem();
  contract = { id: (await storeHandoff(system)).state.contractId, publishedVersion: 1 };
});

const ask = (clock: string, version?: number) =>
  requireClock(system.context() as CallContext, contract, clock, version); // it looks for terms alone

describe('the clock of a list of handoffs', () => {
  it.each([undefined, 1])('is one that the contract has, in version %s', async (version) => {
    await expect(ask('accept', version)).resolves.toBeUndefined();
  });

  it.each([undefined, 1])(
    'is refused where the contract does not have it, with those that it has: version %s',
    async (version) => {
      await expect(ask('acept', version)).rejects.toMatchObject({
        code: 'validation_failed',
        violations: [
          { pointer: '/query/clock', code: 'unknown_clock', message: expect.stringContaining('are accept') },
        ],
      });
    },
  );

  it('is not asked about of a version, or a contract, that is not published', async () => {
    await expect(ask('acept', 7)).resolves.toBeUndefined();
    contract = { id: contract.id };
    await expect(ask('acept')).resolves.toBeUndefined();
  });
});
