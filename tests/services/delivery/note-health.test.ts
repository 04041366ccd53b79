import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { noteHealth } from '#services/delivery/note-health.ts';
import { COMMIT_KIND } from '#storage/table.ts';
import { BIRTH } from '../../support/instants.ts';
import { endpointOf, GONE, OK } from '../support/delivery.ts';
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
  expect(await noteHealth(context, endpointOf(), { status: 'endpoint_gone', outcome: GONE })).toBe(true);
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

describe('an endpoint that takes more than three seconds', () => {
  const answered = (latencyMs: number) => ({ status: 'delivered', outcome: { ...OK, latencyMs } }) as const;

  test('is slow from then on, until it takes less than one; in between, and while it stays what it is, nothing is written', async () => {
    const system = testSystem();
    const context = system.context();
    await context.stores.endpoints.save(endpointOf());
    const note = async (latencyMs: number) => {
      const present = (await context.stores.endpoints.get(endpointOf().id)) ?? endpointOf();
      const changed = await noteHealth(context, present, answered(latencyMs));
      const after = await context.stores.endpoints.get(endpointOf().id);
      expect(after?.version).toBe(present.version + (changed ? 1 : 0));
      return [changed, after?.slowSince];
    };
    expect(await note(2_999)).toEqual([false, undefined]);
    expect(await note(3_001)).toEqual([true, BIRTH]);
    expect(await note(14_000)).toEqual([false, BIRTH]);
    expect(await note(1_000)).toEqual([false, BIRTH]);
    expect(await note(999)).toEqual([true, undefined]);
    expect(await note(5)).toEqual([false, undefined]);
  });

  test('and fails is both, in one write', async () => {
    const context = testSystem().context();
    await context.stores.endpoints.save(endpointOf());
    const outcome = { kind: 'timeout', latencyMs: 15_000, phase: 'response' } as const;
    await noteHealth(context, endpointOf(), { status: 'retrying', outcome });
    const after = await context.stores.endpoints.get(endpointOf().id);
    expect(after).toMatchObject({ version: 2, failingSince: BIRTH, slowSince: BIRTH });
  });
});
