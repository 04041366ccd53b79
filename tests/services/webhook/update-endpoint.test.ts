import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { addSeconds } from '#domain/instant.ts';
import { mintWebhookSecret } from '#domain/webhook/signature.ts';
import type { StoredEndpoint } from '#domain/webhook/stored-endpoint.ts';
import type { CallContext } from '#services/context.ts';
import { noteHealth } from '#services/delivery/note-health.ts';
import { rotateSecret } from '#services/webhook/rotate-secret.ts';
import { testEndpoint } from '#services/webhook/test-endpoint.ts';
import { updateEndpoint } from '#services/webhook/update-endpoint.ts';
import { NOON } from '../../api/support/test-app.ts';
import { DOWN, endpointOf } from '../support/delivery.ts';
import { standingCaller } from '../support/standing-caller.ts';
import { TENANT, testSystem } from '../support/test-system.ts';

const FAILING = { failingSince: addSeconds(NOON, -3600), slowSince: addSeconds(NOON, -1800) };
const { id } = endpointOf();

let context: CallContext;
beforeEach(async () => {
  const scopes = ['webhooks:read', 'webhooks:write'] as const;
  context = await standingCaller({ ...TENANT, keyId: `key_${'0'.repeat(26)}`, scopes });
});

const store = (parts: Partial<StoredEndpoint>) => context.stores.endpoints.save(endpointOf(parts));
const stored = () => context.stores.endpoints.get(id);

describe('the failures of an endpoint', () => {
  test.each([
    ['another URL', { url: 'https://example.com/other' }],
    ['enabling it', { enabled: true }],
  ])('are forgotten by %s', async (_what, patch) => {
    await store(FAILING);
    await updateEndpoint(context, id, patch);
    expect(await stored()).not.toHaveProperty('failingSince');
    expect(await stored()).not.toHaveProperty('slowSince');
  });

  test.each([
    ['the same URL', { url: 'https://example.com/hook' }],
    ['another filter', { filter: 'true' }],
    ['switching it off', { enabled: false }],
  ])('are remembered over %s', async (_what, patch) => {
    await store(FAILING);
    await updateEndpoint(context, id, patch);
    expect(await stored()).toMatchObject(FAILING);
  });

  test('that were noted by a delivery which still knew the former secret take nothing back', async () => {
    await store({});
    const known = await stored();
    const { secret } = await rotateSecret(context, id, { overlap: 'PT1H', force: false });
    await noteHealth(context, known ?? endpointOf(), { status: 'retrying', outcome: DOWN });
    expect((await stored())?.secrets).toMatchObject([{ secret }, { expiresAt: addSeconds(NOON, 3600) }]);
  });
});

test('what switched an endpoint off is kept until it is switched on', async () => {
  const why = { enabled: false, disabledReason: 'gone', disabledAt: FAILING.failingSince } as const;
  await store(why);
  await updateEndpoint(context, id, { enabled: false, description: 'pager' });
  expect(await stored()).toMatchObject(why);
  await updateEndpoint(context, id, { enabled: true });
  expect(await stored()).not.toHaveProperty('disabledReason');
  expect(await stored()).not.toHaveProperty('disabledAt');
});

test('of two rotations at once one is carried out', async () => {
  await store({});
  const rotations = await Promise.allSettled(
    [1, 2].map(() => rotateSecret(context, id, { overlap: 'PT1H', force: true })),
  );
  expect(rotations.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const [winner] = rotations.flatMap((each) => (each.status === 'fulfilled' ? [each.value.secret] : []));
  expect((await stored())?.secrets).toMatchObject([
    { secret: winner },
    { secret: mintWebhookSecret(new Uint8Array(32)) },
  ]);
});

test('a test is not published for an endpoint that is removed in the same moment', async () => {
  const system = testSystem();
  const { stores } = system.context();
  await stores.endpoints.save(endpointOf());
  system.intercept = async (command) => {
    if (!(command instanceof TransactWriteItemsCommand)) return;
    system.intercept = () => undefined;
    await stores.endpoints.remove(endpointOf());
  };
  await expect(testEndpoint({ ...context, stores }, id)).rejects.toMatchObject({ code: 'not_found' });
});
