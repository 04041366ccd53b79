import type { ContractBody } from '#domain/contract/body.ts';
import type { HandoffEvent } from '#domain/handoff/events.ts';
import type { Handoff } from '#domain/handoff/state.ts';
import type { Instant } from '#domain/instant.ts';
import type { Scope } from '#domain/tenancy/scope.ts';
import type { Mode } from '#domain/wire.ts';
import type { CallContext } from '#services/context.ts';
import type { Submission } from '#services/handoff/prepare.ts';
import { submitHandoff } from '#services/handoff/submit-handoff.ts';
import { advanceTestClock, type ClockAdvance } from '#services/test-clock/advance-test-clock.ts';
import { createTestClock } from '#services/test-clock/create-test-clock.ts';
import type { ClockMove } from '#services/test-clock/destination.ts';
import { memoryDependencies, UNCOUNTED } from '../../api/support/test-app.ts';
import { contractBody } from '../../support/contracts.ts';
import { BIRTH, HOUR, instantAt } from '../../support/instants.ts';
import { ANA, BEN } from '../../support/people.ts';
import { TENANT, testSystem } from '../support/test-system.ts';

export type Priority = Handoff['priority'];

/** Two warnings, a breach, and a step an hour after it that is taken twice; how soon goes by the priority. */
export const BODY: ContractBody = contractBody({
  routing: { fallback: { ownerId: BEN } },
  clocks: [
    {
      name: 'accept',
      start: 'submitted',
      stop: ['accepted', 'rejected'],
      target: 'PT4H',
      targets: { urgent: 'PT1H', high: 'PT3H', low: 'PT8H' },
      warnAt: [0.5, 0.8],
    },
  ],
  escalation: [
    {
      clock: 'accept',
      steps: [
        {
          id: 'lead',
          at: { afterBreach: 'PT1H' },
          notify: ['owner'],
          reassign: { to: 'fallback' },
          repeat: { every: 'PT90M', times: 2 },
        },
      ],
    },
  ],
});

const CONTRACT_ID = 'ctr_00000000000000000000000001';
const SCOPES: readonly Scope[] = ['handoffs:read', 'handoffs:write'];

/** Time enough for everything. */
export const ALWAYS = (): boolean => true;
/** Time for one step. */
export const AT_ONCE = (): boolean => false;

export type ClockWorld = Awaited<ReturnType<typeof clockWorld>>;

/** A tenant in test mode with a contract of `BODY` and a clock that stands at `BIRTH`, over a table in memory. */
export async function clockWorld() {
  const system = testSystem();
  const account = memoryDependencies().platform.accountOf(TENANT.tenantId);
  let ids = 0;
  const context = (mode: Mode = 'test', scopes = SCOPES): CallContext => ({
    ...system.enter({ ...TENANT, mode }),
    newId: (prefix) => `${prefix}_${String(++ids).padStart(26, '0')}`,
    principal: { ...TENANT, mode, keyId: 'key_1', scopes },
    actor: { type: 'api_key', id: 'key_1' },
    account,
    egress: 'strict',
    openHandoffs: UNCOUNTED,
    requestId: 'req_1',
    randomBytes: (count) => new Uint8Array(count),
  });
  await furnish(context());
  const { id: clockId } = await createTestClock(context(), { now: BIRTH });
  return {
    system,
    context,
    clockId,
    advance: (move: ClockMove, hasTime: () => boolean = ALWAYS): Promise<ClockAdvance> =>
      advanceTestClock(context(), clockId, move, hasTime),
    /** Advances call by call until it is there, `hours` after `BIRTH`. */
    advanceTo: async (hours: number, hasTime: () => boolean = ALWAYS): Promise<ClockAdvance> => {
      const to = at(hours);
      for (;;) {
        const advance = await advanceTestClock(context(), clockId, { to }, hasTime);
        if (advance.status === 'arrived') return advance;
      }
    },
    submit: async (priority: Priority = 'normal', on: Pick<Submission, 'testClockId'> = { testClockId: clockId }) => {
      const subject = { type: 'account', id: 'acme-42' };
      const submission = { contractId: CONTRACT_ID, subject, packet: {}, priority, ...on };
      return (await submitHandoff(context(), submission)).id;
    },
    clock: () => context().stores.testClocks.get(clockId),
    state: (id: string): Promise<Handoff | undefined> => context().stores.handoffs.get(id),
    timeline: (id: string): Promise<HandoffEvent[]> => timeline(context(), id),
  };
}

export function at(hours: number): Instant {
  return instantAt(hours * HOUR);
}

async function furnish({ stores }: CallContext): Promise<void> {
  const version = { contractId: CONTRACT_ID, contractVersion: 1, publishedAt: BIRTH, body: BODY };
  const head = { status: 'published', hasDraft: false, publishedVersion: 1 } as const;
  const born = { version: 1, createdAt: BIRTH, updatedAt: BIRTH };
  await stores.contracts.save({ id: CONTRACT_ID, ...head, ...born }, [stores.contractBodies.publishing(version)]);
  for (const id of [ANA, BEN]) await stores.owners.save({ ...born, id, name: id, active: true });
}

async function timeline({ stores }: CallContext, id: string): Promise<HandoffEvent[]> {
  return (await stores.handoffs.events(id, { afterSequence: 0, limit: 1000 })).data;
}
