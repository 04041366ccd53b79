import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { noteHealth } from '#services/delivery/note-health.ts';
import { COMMIT_KIND } from '#storage/table.ts';
import { BIRTH } from '../../support/instants.ts';
import { endpointOf } from '../support/delivery.ts';
import { TENANT, testSystem } from '../support/test-system.ts';

test('an endpoint that is disabled is told of as done by Baton’s deliveries, in one write with the endpoint', async () => {
  const system = testSystem();
  const context = system.context();
  await context.stores.endpoints.save(endpointOf());
  const documents: unknown[] = [];
  system.intercept = (command) => {
    if (!(command instanceof TransactWriteItemsCommand)) return;
    const items = (command.input.TransactItems ?? []).map(({ Put }) => Put?.Item ?? {});
    expect(items).toHaveLength(2);
    const commits = items.filter((item) => item['kind']?.S === COMMIT_KIND);
    documents.push(...commits.map((item) => JSON.parse(item['doc']?.S ?? '')));
  };
  expect(await noteHealth(context, endpointOf(), 'endpoint_gone')).toBe(true);
  expect(documents).toEqual([
    {
      configuration: {
        id: expect.stringMatching(/^evt_/),
        type: 'webhook_endpoint.disabled',
        occurredAt: BIRTH,
        ...TENANT,
        actor: { type: 'system', id: 'delivery' },
        data: { endpointId: endpointOf().id, url: 'https://example.com/hook', reason: 'gone' },
      },
    },
  ]);
});
