import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { Instant } from '#domain/instant.ts';
import type { OwnerInput } from '#domain/routing/owner.ts';
import type { QueueInput } from '#domain/routing/queue.ts';
import type { CallContext } from '#services/context.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import type { HandoffView } from '#services/handoff/view.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { contractBody, REJECTION_REASONS } from '../../support/contracts.ts';
import { TENANT } from './test-system.ts';

const scopes = ['contracts:write', 'routing:read', 'routing:write', 'handoffs:read', 'handoffs:write'] as const;

interface StaffQueue extends Pick<QueueInput, 'members'>, Partial<Pick<QueueInput, 'strategy' | 'fallback'>> {}

/** A tenant's people over a table in memory, at an hour that the test sets unless it has contexts of its own. */
export interface Staff {
  readonly clock: { now: Instant };
  readonly context: () => CallContext;
  readonly owner: (input?: Partial<OwnerInput>) => Promise<string>;
  readonly queue: (input: StaffQueue) => Promise<string>;
  /** Publishes a contract with that routing. */
  readonly contract: (parts: Partial<ContractBodyInput>) => Promise<string>;
  readonly submit: (contractId: string, packet?: Readonly<Record<string, unknown>>) => Promise<HandoffView>;
}

export function staff(own?: () => CallContext): Staff {
  const { contextFor } = memoryDependencies();
  const clock: { now: Instant } = { now: NOON };
  const context = own ?? (() => contextFor({ ...TENANT, keyId: 'key_1', scopes }, clock.now, 'req_1'));
  return {
    clock,
    context,
    owner: async (input = {}) =>
      (await createOwner(context(), { name: 'Somebody', active: true, outOfOffice: [], ...input })).id,
    queue: async (input) =>
      (await createQueue(context(), { name: 'Onboarding', strategy: 'round_robin', ...input })).id,
    contract: async (parts) => {
      const body = contractBody({ rejectionReasons: [...REJECTION_REASONS], ...parts });
      const { id } = await createContract(context(), body);
      await publishContract(context(), id);
      return id;
    },
    submit: (contractId, packet = {}) =>
      submitHandoff(context(), { contractId, subject: { type: 'account', id: 'acme' }, packet }),
  };
}
