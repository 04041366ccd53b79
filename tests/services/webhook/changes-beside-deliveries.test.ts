import { beforeEach, expect, test, vi } from 'vitest';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { CallContext } from '#services/context.ts';
import { noteHealth } from '#services/delivery/note-health.ts';
import { deleteEndpoint } from '#services/webhook/delete-endpoint.ts';
import { rotateSecret } from '#services/webhook/rotate-secret.ts';
import { DOWN, endpointOf } from '../support/delivery.ts';
import { standingCaller } from '../support/standing-caller.ts';
import { TENANT } from '../support/test-system.ts';

const { id } = endpointOf();

let context: CallContext;
beforeEach(async () => {
  const scopes = ['webhooks:read', 'webhooks:write'] as const;
  context = await standingCaller({ ...TENANT, keyId: `key_${'0'.repeat(26)}`, scopes });
  await context.stores.endpoints.save(endpointOf({}));
});

/** After the first read of the endpoint a delivery notes that it failed, so that what was read is old. */
function failBetween(): void {
  const { endpoints } = context.stores;
  const get = endpoints.get.bind(endpoints);
  vi.spyOn(endpoints, 'get').mockImplementationOnce(async (...asked): Promise<StoredEndpoint | undefined> => {
    const known = await get(...asked);
    await noteHealth(context, known ?? endpointOf(), { status: 'retrying', outcome: DOWN });
    return known;
  });
}

test('an endpoint is deleted also where a delivery noted its failure meanwhile', async () => {
  failBetween();
  await deleteEndpoint(context, id);
  expect(await context.stores.endpoints.get(id)).toBeUndefined();
});

test('but not where the caller names the version that it had before', async () => {
  failBetween();
  await expect(deleteEndpoint(context, id, 1)).rejects.toMatchObject({ code: 'concurrent_update' });
  expect(await context.stores.endpoints.get(id)).toBeDefined();
});

test('a secret is rotated also where a delivery noted a failure meanwhile, and the failure stays noted', async () => {
  failBetween();
  const { secret } = await rotateSecret(context, id, { overlap: 'PT1H', force: false });
  const stored = await context.stores.endpoints.get(id);
  expect(stored?.secrets[0]).toMatchObject({ secret });
  expect(stored).toHaveProperty('failingSince');
});
