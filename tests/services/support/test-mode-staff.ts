import type { ContractBodyInput } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Instant } from '#domain/instant.ts';
import type { OwnerInput } from '#domain/routing/owner.ts';
import type { QueueInput } from '#domain/routing/queue.ts';
import { createCalendar } from '#services/calendar/create-calendar.ts';
import type { CallContext } from '#services/context.ts';
import { createContract } from '#services/contract/create-contract.ts';
import { publishContract } from '#services/contract/publish-contract.ts';
import type { Submission } from '#services/handoff/prepare.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { createOwner } from '#services/routing/create-owner.ts';
import { createQueue } from '#services/routing/create-queue.ts';
import { advanceTestClock } from '#services/test-clock/advance-test-clock.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import { memoryDependencies, NOON } from '../../api/support/test-app.ts';
import { contractBody, REJECTION_REASONS } from '../../support/contracts.ts';
import { TENANT } from './test-system.ts';

const scopes = ['contracts:write', 'routing:read', 'routing:write', 'handoffs:read', 'handoffs:write'] as const;

export type TestModeStaff = ReturnType<typeof testModeStaff>;

/** A tenant's people in test mode, over a table in memory; real time stands where the test sets it. */
export function testModeStaff() {
  const { contextFor } = memoryDependencies();
  const clock: { now: Instant } = { now: NOON };
  const principal = { ...TENANT, mode: 'test' as const, keyId: 'key_1', scopes };
  const context = (): CallContext => contextFor(principal, clock.now, 'req_1');
  return {
    clock,
    context,
    owner: async (input: Partial<OwnerInput> = {}): Promise<string> =>
      (await createOwner(context(), { name: 'Somebody', active: true, outOfOffice: [], ...input })).id,
    queue: async (input: Pick<QueueInput, 'members'> & Partial<QueueInput>): Promise<string> =>
      (await createQueue(context(), { name: 'Onboarding', strategy: 'round_robin', ...input })).id,
    /** Open from nine to five in UTC, every day. */
    office: async (): Promise<string> => {
      const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
      const weekly = Object.fromEntries(days.map((day) => [day, [['09:00', '17:00'] as [string, string]]]));
      const hours = { name: 'Office', timezone: 'UTC', weekly, holidays: [], overrides: {} };
      return (await createCalendar(context(), hours)).id;
    },
    contract: async (parts: Partial<ContractBodyInput>): Promise<string> => {
      const body = contractBody({ rejectionReasons: [...REJECTION_REASONS], ...parts });
      const { id } = await createContract(context(), body);
      await publishContract(context(), id);
      return id;
    },
    testClock: async (now: Instant): Promise<string> => (await createTestClock(context(), { now })).id,
    advance: async (id: string, to: Instant): Promise<void> => {
      const { status } = await advanceTestClock(context(), id, { to }, () => true);
      if (status !== 'arrived') throw new Error(`the clock is ${status}`);
    },
    submit: async (contractId: string, options: Partial<Submission> = {}): Promise<string> => {
      const subject = { type: 'account', id: 'acme' };
      return (await submitHandoff(context(), { contractId, subject, packet: {}, ...options })).id;
    },
    timeline: async (id: string, afterSequence = 0): Promise<HandoffEvent[]> =>
      (await context().stores.handoffs.events(id, { afterSequence, limit: 1000 })).data,
  };
}
