import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#domain/instant.ts';
import type { CallContext, TenantContext } from '#services/context.ts';
import { TermsCache } from '#services/contract/terms.ts';
import type { EnterTenant } from '#services/system.ts';
import { createAccountStores, createTenantStores } from '#storage/stores.ts';
import { UNCOUNTED } from '../../../api/support/test-app.ts';
import { CALLER, submit } from '../../../support/handoffs.ts';
import { BIRTH } from '../../../support/instants.ts';
import { directory, EVERYBODY, QUEUE } from '../../../support/people.ts';
import { TENANT } from '../../support/test-system.ts';
import { BODY } from './contract.ts';

/** What was compiled of the contract serves all worlds: it is the same in each. */
const terms = new TermsCache();

export interface SimulatedTenant {
  readonly enter: EnterTenant;
  readonly call: () => CallContext;
}

export function simulateTenant(client: DynamoDBClient, now: () => Instant): SimulatedTenant {
  const enter: EnterTenant = ({ tenantId, mode }, at = now()): TenantContext => ({
    tenantId,
    mode,
    now: at,
    terms,
    stores: createTenantStores(client, 'baton', tenantId, mode, undefined, now),
    newId: () => {
      throw new Error('no deadline makes anything that has an id');
    },
  });
  return {
    enter,
    call: () => ({
      ...enter(TENANT),
      principal: { ...TENANT, keyId: 'key_1', scopes: ['handoffs:read', 'handoffs:write', 'handoffs:override'] },
      actor: CALLER,
      account: createAccountStores(client, 'baton', TENANT.tenantId),
      egress: 'strict',
      openHandoffs: UNCOUNTED,
      requestId: 'req_1',
      randomBytes: (count) => new Uint8Array(count),
    }),
  };
}

/** Stores the people, the queue and the contract. */
export async function furnish({ stores }: TenantContext): Promise<void> {
  const born = { version: 1, createdAt: BIRTH, updatedAt: BIRTH };
  for (const id of EVERYBODY) {
    const { active = true, ...manager } = directory().owner(id) ?? {};
    await stores.owners.save({ ...born, id, name: id, active, ...manager });
  }
  await stores.queues.save({ ...born, id: QUEUE, name: 'Onboarding', strategy: 'manual', members: [] });
  const { contractId, contractVersion } = submit({ body: BODY }).state;
  const version = { contractId, contractVersion, publishedAt: BIRTH, body: BODY };
  const head = { id: contractId, status: 'published', hasDraft: false, publishedVersion: 1 } as const;
  await stores.contracts.save({ ...head, ...born }, [stores.contractBodies.publishing(version)]);
}
