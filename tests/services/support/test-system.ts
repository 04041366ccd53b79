import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { monotonicFactory } from 'ulidx';
import type { HandoffRef } from '#aws/ports.ts';
import type { Assignee, ContractBody } from '#domain/contract/body.ts';
import { epochOf, type Instant } from '#domain/instant.ts';
import type { TenantContext } from '#services/context.ts';
import { TermsCache } from '#services/contract/terms.ts';
import type { EnterTenant } from '#services/system.ts';
import { createTenantStores } from '#storage/stores.ts';
import { memoryDynamo } from '../../api/support/memory-dynamo.ts';
import { ACCEPT_CLOCK, contractBody } from '../../support/contracts.ts';
import { type Life, submit } from '../../support/handoffs.ts';
import { BIRTH } from '../../support/instants.ts';
import { ANA } from '../../support/people.ts';

export const TENANT = { tenantId: 'ten_00000000000000000000000001', mode: 'live' } as const;
export const HANDOFF: HandoffRef = { ...TENANT, handoffId: 'hnd_00000000000000000000000001' };

const nextUlid = monotonicFactory(() => 0.5);

/** The services' world over a table in memory, at an hour that the test sets. */
export interface TestSystem {
  readonly clock: { now: Instant };
  /** Names of the commands that reached the table, in order; a test may put marks of its own between them. */
  readonly log: string[];
  readonly enter: EnterTenant;
  /** What is put before each command to the table; it may throw, or answer in the table's place. */
  intercept: (command: object) => unknown;
  readonly context: () => TenantContext;
}

export function testSystem(): TestSystem {
  const table = memoryDynamo();
  const terms = new TermsCache();
  const system: TestSystem = {
    clock: { now: BIRTH },
    log: [],
    intercept: () => undefined,
    enter: ({ tenantId, mode }) => ({
      tenantId,
      mode,
      now: system.clock.now,
      terms,
      stores: createTenantStores(client, 'baton', tenantId, mode, undefined, () => system.clock.now),
      newId: (prefix) => `${prefix}_${nextUlid(epochOf(system.clock.now))}`,
    }),
    context: () => system.enter(TENANT),
  };
  const send = async (command: object): Promise<unknown> => {
    system.log.push(command.constructor.name.replace(/Command$/, ''));
    return (await system.intercept(command)) ?? table.send(command as GetItemCommand);
  };
  const client = { send } as unknown as DynamoDBClient; // the stores use nothing else of a client
  return system;
}

/** Whether a command reads one item without asking for the newest state of it. */
export function isCheapRead(command: object): boolean {
  return command instanceof GetItemCommand && command.input.ConsistentRead !== true;
}

export const FOUR_HOURS = contractBody({ clocks: [ACCEPT_CLOCK] });

/** Stores a handoff at its birth, assigned to Ana unless `to` says otherwise, under a published contract with `body`. */
export async function storeHandoff(
  system: Pick<TestSystem, 'context' | 'log'>,
  body: ContractBody = FOUR_HOURS,
  to: Assignee = { ownerId: ANA },
): Promise<Life> {
  const life = submit({ body, to, command: { handoffId: HANDOFF.handoffId } });
  const { stores } = system.context();
  const { contractId, contractVersion } = life.state;
  const version = { contractId, contractVersion, publishedAt: BIRTH, body };
  const contract = { id: contractId, version: 1, status: 'published', hasDraft: false, publishedVersion: 1 } as const;
  await stores.contracts.save({ ...contract, createdAt: BIRTH, updatedAt: BIRTH }, [
    stores.contractBodies.publishing(version),
  ]);
  await stores.handoffs.create(life.state, {}, life.events);
  system.log.length = 0;
  return life;
}
